"""A gate controller made of pymodbus: an implementation of Modbus TCP that is not ours.

Prints {"port": N} when it listens, then one JSON line for every coil write it carried out and every connection.
Coil and discrete input numbers are those on the wire; the input follows the coil where the mode says so.
"""

import argparse
import asyncio
import json
import logging
import time

from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
from pymodbus.server.async_io import ModbusConnectedRequestHandler, ModbusTcpServer

UNIT = 7
COIL = 3
INPUT = 5


def say(**line):
    print(json.dumps({"at": time.monotonic() * 1000, **line}), flush=True)


class Coils(ModbusSequentialDataBlock):
    """Reports each write and lets the gate follow."""

    def __init__(self, mode, gate, feedback_delay):
        super().__init__(0, [0] * 16)
        self.mode = mode
        self.gate = gate
        self.feedback_delay = feedback_delay

    def setValues(self, address, values):
        if self.mode == "exception":
            raise RuntimeError("the relay is out of order")
        super().setValues(address, values)
        say(coil=address, on=bool(values[0]))
        if self.mode != "no-feedback" and address == COIL:
            loop = asyncio.get_running_loop()
            loop.call_later(self.feedback_delay, self.gate.setValues, INPUT, [values[0]])


class Handler(ModbusConnectedRequestHandler):
    """A peer that can fail in the ways real ones do."""

    mode = "normal"
    dropped = False
    silent = False

    def connection_made(self, transport):
        super().connection_made(transport)
        say(connected=True)

    def execute(self, request, *addr):
        is_on = request.function_code == 5 and bool(request.value)
        if self.mode == "silent" or (self.mode == "silent-once" and is_on and not Handler.silent):
            Handler.silent = True
            return
        if is_on and self.mode == "drop-before-answer" and not Handler.dropped:
            Handler.dropped = True
            request.execute(self.server.context[request.unit_id])
            self.transport.abort()
            return
        super().execute(request, *addr)
        if is_on and self.mode == "drop-in-pulse" and not Handler.dropped:
            Handler.dropped = True
            asyncio.get_running_loop().call_later(0.05, self.transport.abort)


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--mode", default="normal", choices=["normal", "no-feedback", "exception", "silent",
                                                             "silent-once", "drop-before-answer", "drop-in-pulse"])
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--feedback-delay", type=int, default=60, help="milliseconds")
    arguments = parser.parse_args()
    logging.disable(logging.CRITICAL)

    gate = ModbusSequentialDataBlock(0, [0] * 16)
    coils = Coils(arguments.mode, gate, arguments.feedback_delay / 1000)
    unit = ModbusSlaveContext(di=gate, co=coils, zero_mode=True)
    Handler.mode = arguments.mode
    server = ModbusTcpServer(ModbusServerContext(slaves={UNIT: unit}, single=False), handler=Handler,
                             address=("127.0.0.1", arguments.port), allow_reuse_address=True,
                             ignore_missing_slaves=False)
    task = asyncio.create_task(server.serve_forever())
    await server.serving
    say(port=server.server.sockets[0].getsockname()[1])
    await task


asyncio.run(main())
