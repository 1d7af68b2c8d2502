"""aioapns on uvloop: the connections and workers at which it is fastest, all in the one thread that it has."""

import argparse
import asyncio
import json
import logging
import os
import resource
import ssl
import time
from importlib.metadata import version
from pathlib import Path

import uvloop
from aioapns import APNs, NotificationRequest, PushType
from aioapns.connection import APNsProductionClientProtocol

# A token has 64 digits; the last 16 are its number.
TOKEN_START = "8f3a1c97e25b04d6f0a7c8b39d1e5246bc70f819a3d2e465"
WARM_UP_MOST = 5000
CONNECTIONS = int(os.environ.get("CLIENTS", "1"))
WORKERS = int(os.environ.get("WORKERS", "20"))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    for name in ("apns-port", "fcm-port", "count"):
        parser.add_argument(f"--{name}", type=int)
    parser.add_argument("--folder", type=Path)
    return parser.parse_args()


def processor() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


async def crowd(client: APNs, settings: dict, numbers: range) -> list[float]:
    """How long each push took, in seconds, sorted."""
    took = []
    numbers = iter(numbers)

    async def worker() -> None:
        for number in numbers:
            request = NotificationRequest(
                device_token=f"{TOKEN_START}{number:016x}",
                message=settings["apns_payload"],
                time_to_live=settings["ttl_seconds"],
                priority=10,
                collapse_key=settings["message"],
                push_type=PushType.ALERT,
            )
            start = time.perf_counter()
            response = await client.send_notification(request)
            took.append(time.perf_counter() - start)
            if not response.is_successful:
                raise RuntimeError(f"not accepted: {response.status} {response.description}")

    await asyncio.gather(*(worker() for _ in range(WORKERS)))
    return sorted(took)


async def main() -> None:
    options = arguments()
    settings = json.loads((options.folder / "settings.json").read_text())
    # The host of Apple is written into the package; this leads its connections to the bench instead.
    APNsProductionClientProtocol.APNS_SERVER = "127.0.0.1"
    APNsProductionClientProtocol.APNS_PORT = options.apns_port
    context = ssl.create_default_context(cafile=options.folder / "ca.pem")
    context.set_alpn_protocols(["h2"])
    client = APNs(
        key=(options.folder / "apns-key.p8").read_text(),
        key_id=settings["key_id"],
        team_id=settings["team_id"],
        topic=settings["topic"],
        max_connections=CONNECTIONS,
        ssl_context=context,
    )
    warm_up = min(WARM_UP_MOST, options.count)
    await crowd(client, settings, range(warm_up))
    used, start = processor(), time.perf_counter()
    took = await crowd(client, settings, range(warm_up, warm_up + options.count))
    seconds = time.perf_counter() - start
    figures = {
        "name": "aioapns",
        "version": version("aioapns"),
        "accepted": len(took),
        "seconds": seconds,
        "cpu_us_per_push": (processor() - used) * 1e6 / len(took),
        "peak_rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "p50_ms": took[len(took) // 2] * 1000,
        "p99_ms": took[len(took) * 99 // 100] * 1000,
    }
    print(json.dumps(figures))
    client.pool.close()


logging.disable(logging.WARNING)
uvloop.run(main())
