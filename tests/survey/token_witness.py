#!/usr/bin/env python3
"""An independent witness of the tokens, from the words of token.h and token.c alone.

token_witness.py                prints the tokens and area marks that test_token.c expects
token_witness.py TOKEN KEYHEX   takes a token apart: key number, kind, channel, id, area's mark, end in seconds
"""
import base64
import hashlib
import struct
import sys

CHANNELS = ["kiosk", "phone", "paper", "other", "poster"]


def mac(body, key):
    return hashlib.blake2b(body, key=key, digest_size=16, person=b"sipas-token-v1").digest()


def mark(area):
    return struct.unpack(">I", hashlib.blake2b(area.encode(), digest_size=16, person=b"sipas-area-v1").digest()[:4])[0]


def write(key, number, kind, channel, token_id, area, end):
    what = 1 << 6 | kind << 3 | CHANNELS.index(channel)
    body = struct.pack(">BB16sII", what, number, token_id, mark(area) if area else 0, end // 60)
    return base64.urlsafe_b64encode(body + mac(body, key)).decode()


def known_answers():
    key = bytes(range(1, 33))
    token_id = bytes(range(0xA0, 0xB0))
    print(write(key, 7, 1, "phone", token_id, "dat-dai", 1762318800))
    print(write(key, 7, 2, "phone", token_id, None, 1762318800))
    print(write(key, 7, 3, "poster", token_id, "ho-tich", 0))
    print(write(key, 7, 4, "poster", token_id, "ho-tich", 1762318860))
    for area in ("dat-dai", "ho-tich"):
        print(area, f"0x{mark(area):08x}")


def take_apart(token, key):
    data = base64.urlsafe_b64decode(token)
    body, seal = data[:26], data[26:]
    if len(data) != 42 or mac(body, key) != seal:
        sys.exit("not a token of that key")
    what, number, token_id, area, end = struct.unpack(">BB16sII", body)
    if what >> 6 != 1:
        sys.exit("another form of token")
    print(number, what >> 3 & 7, CHANNELS[what & 7], token_id.hex(), area, end * 60)


if len(sys.argv) == 3:
    take_apart(sys.argv[1], bytes.fromhex(sys.argv[2]))
else:
    known_answers()
