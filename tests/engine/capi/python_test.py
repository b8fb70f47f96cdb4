"""The C interface as Python uses it, by ctypes and without a copy of the tenant.

python_test.py LIBRARY SNAPSHOT PROGRAM: every decision of the library is what the program answers.
"""
import ctypes
import itertools
import json
import subprocess
import sys
import uuid

ALLOW, DENY, UNKNOWN = 0, 1, 2
EFFECTS = ["allow", "deny", "unknown"]
AT = "2026-01-01"
AT_SECONDS = 1767225600


class Text(ctypes.Structure):
    _fields_ = [("bytes", ctypes.c_char_p), ("length", ctypes.c_size_t)]

    @classmethod
    def of(cls, text):
        encoded = text.encode()
        return cls(encoded, len(encoded))


class Question(ctypes.Structure):
    _fields_ = [("principal", ctypes.c_uint8 * 16), ("action", Text), ("scope", Text),
                ("plane", ctypes.c_uint32)]


class Decision(ctypes.Structure):
    _fields_ = [("valid", ctypes.c_uint8), ("effect", ctypes.c_uint8), ("reasons", ctypes.c_uint16)]


class Tenant:
    def __init__(self, library, path):
        self.library = library
        library.lw_open.restype = ctypes.c_void_p
        library.lw_reason.restype = ctypes.c_char_p
        error = ctypes.create_string_buffer(256)
        handle = library.lw_open(path.encode(), ctypes.c_int64(AT_SECONDS), ctypes.c_uint32(0),
                                 error, ctypes.c_size_t(len(error)))
        if handle is None:
            raise ValueError(error.value.decode())
        self.handle = ctypes.c_void_p(handle)

    def decide_many(self, asked):
        """asked: (principal, action, scope, is_data); gives (effect, reasons) in that order."""
        questions = (Question * len(asked))()
        for question, (principal, action, scope, is_data) in zip(questions, asked):
            question.principal[:] = uuid.UUID(principal).bytes
            question.action, question.scope = Text.of(action), Text.of(scope)
            question.plane = 1 if is_data else 0
        decisions = (Decision * len(asked))()
        self.library.lw_decide_many(self.handle, questions, ctypes.c_size_t(len(asked)), decisions)
        return [(EFFECTS[d.effect], self.reasons(d.reasons)) for d in decisions if d.valid]

    def reasons(self, bits):
        return [self.library.lw_reason(bit).decode() for bit in range(16) if bits >> bit & 1]

    def close(self):
        self.library.lw_close(self.handle)


def asked_of_the_program(program, snapshot, asked):
    lines = [json.dumps({"principal": p, "action": a, "scope": s, "dataAction": d})
             for p, a, s, d in asked]
    run = subprocess.run([program, "check", "--tenant", snapshot, "--at", AT, "--requests", "-"],
                         input="\n".join(lines), capture_output=True, text=True, check=True)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    return [(answer["decision"], answer["reasons"]) for answer in answers]


def main():
    library_path, snapshot, program = sys.argv[1:]
    library = ctypes.CDLL(library_path)
    try:
        Tenant(library, program)
        sys.exit("a program was opened as a snapshot")
    except ValueError as error:
        assert str(error).endswith("is no snapshot"), error

    principals = [f"aaaaaaaa-0000-4000-8000-00000000000{i}" for i in range(10)]
    actions = ["Microsoft.Lab/rigs/read", "Microsoft.Lab/rigs/start/action",
               "Microsoft.Lab/benches/read", "Nothing.Knows/this/read"]
    group = "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/"
    scopes = ["/", group + "rg-bench", group + "rg-open/providers/Microsoft.X/y/z",
              "/subscriptions/22222222-2222-4222-8222-222222222222"]
    asked = list(itertools.product(principals, actions, scopes, [False, True]))
    tenant = Tenant(library, snapshot)
    decided = tenant.decide_many(asked)
    tenant.close()
    assert len(decided) == len(asked)
    for question, got, wanted in zip(asked, decided,
                                     asked_of_the_program(program, snapshot, asked)):
        assert got == wanted, (question, got, wanted)
    effects = {effect for effect, _ in decided}
    assert effects == set(EFFECTS), effects
    print(f"{len(decided)} decisions agree")


if __name__ == "__main__":
    main()
