"""Tries what a sandbox should keep a program from, and says of each whether it succeeded."""
import json
import os
import socket
import sys
import threading

asked = json.loads(input())


def attempt(kind, action):
    try:
        done = action()
    except BaseException as problem:
        print(kind, "HOLDS", type(problem).__name__, str(problem).replace("\n", " ")[:100])
    else:
        print(kind, "OPEN" if done else "HOLDS", "it succeeded" if done else "it did nothing")


def connect():
    with socket.create_connection(("127.0.0.1", asked["port"]), 5):
        return True


def read():
    with open(asked["secret"]) as file:
        return file.read()


def write():
    with open(asked["target"], "w") as file:
        return file.write("written by a probe")


def processes():
    if not hasattr(os, "fork"):  # GraalPy: threads count as processes do
        for _ in range(asked["processes"] + 1):
            threading.Thread(target=threading.Event().wait, daemon=True).start()
        return True
    children = []
    try:
        for _ in range(asked["processes"] + 1):
            child = os.fork()
            if child == 0:
                os.read(0, 1)
                os._exit(0)
            children.append(child)
    finally:
        for child in children:
            os.kill(child, 9)
            os.waitpid(child, 0)
    return True


def allocate():
    block = bytearray(asked["memory"] + 1)
    block[-1] = 1
    return True


def enlarge():
    with open("large", "wb") as file:
        for _ in range(asked["file"] // 65536 + 2):
            file.write(bytes(65536))
    return True


attempt("NETWORK", connect)
attempt("READING", read)
attempt("WRITING", write)
attempt("PROCESSES", processes)
attempt("MEMORY", allocate)
attempt("FILE_SIZE", enlarge)
sys.stdout.flush()
os._exit(0)  # threads may be left
