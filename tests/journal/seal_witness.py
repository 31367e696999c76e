#!/usr/bin/env python3
"""An independent witness of the seals, from the words of the schema alone.

seal_witness.py                 prints the two seals that test_seal.c expects
seal_witness.py JOURNAL KEYHEX  recomputes every seal of a journal; prints the number of entries and the head
"""
import hashlib
import sqlite3
import struct
import sys


def seal(key, before, values):
    body = before
    for value in values:
        if value is None:
            body += b"\x05" + struct.pack("<I", 0)
        elif isinstance(value, int):
            body += b"\x01" + struct.pack("<I", 8) + struct.pack("<q", value)
        elif isinstance(value, str):
            text = value.encode()
            body += b"\x03" + struct.pack("<I", len(text)) + text
        else:
            body += b"\x04" + struct.pack("<I", len(value)) + value
    return hashlib.blake2b(body, key=key, digest_size=32).digest()


def known_answers():
    key = bytes(range(1, 33))
    header = seal(key, b"", ["kiosk-1", "chi-minh", 1762311600000, "0.1.0", 1])
    boot = bytes([0xB0, 0x07]) + bytes(range(1, 15))
    first = seal(key, header, [
        1, 1, 1762311600000, 20251105, 5000000, boot, 2, "dat-dai", "kiosk", "vi", 4,  # seq .. flags
        5, None, None, None, None, None, None, None, None, None, 3,                    # tthc .. m02_9
        9, None, None])                                                                # reasons, refers, note
    print(header.hex())
    print(first.hex())


def recompute(journal, key):
    db = sqlite3.connect(f"file:{journal}?mode=ro", uri=True)
    head = seal(key, b"", db.execute("SELECT device, center, made, program, format FROM device").fetchone())
    n = 0
    for row in db.execute("SELECT * FROM entry ORDER BY seq"):
        head = seal(key, head, row[:-1])
        if head != row[-1]:
            sys.exit(f"entry {row[0]} does not fit its seal")
        n += 1
    print(n, head.hex())


if len(sys.argv) == 3:
    recompute(sys.argv[1], bytes.fromhex(sys.argv[2]))
else:
    known_answers()
