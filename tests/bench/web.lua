-- One filled form after the other, each with a link of its own; ends when there are no more.
local forms
local head = {["Content-Type"] = "application/x-www-form-urlencoded"}

function init(args)
  forms = io.open(args[1])
end

function request()
  local form = forms:read()
  if form == nil then
    wrk.thread:stop()
  end
  return wrk.format("POST", "/d", head, form or "")
end
