"""Runs botocore's client-side rate limiter on a virtual clock, and writes rates.json: own work, made with botocore 1.43.11."""

import json
import random
import sys

from botocore.retries import adaptive, bucket, throttling


class Clock:
    now = 1000.0

    def current_time(self):
        return self.now

    def sleep(self, amount):
        self.now += amount


class Detector:
    def is_throttling_error(self, throttled, **_):
        return throttled


def series(seed, count):
    chance = random.Random(seed)
    clock = Clock()
    tokens = bucket.TokenBucket(max_rate=1, clock=clock)
    limiter = adaptive.ClientRateLimiter(
        rate_adjustor=throttling.CubicCalculator(starting_max_rate=0, start_time=clock.now),
        rate_clocker=adaptive.RateClocker(clock), token_bucket=tokens, throttling_detector=Detector(), clock=clock)
    steps = []
    for _ in range(count):
        clock.now += chance.choice([0.01, 0.05, 0.2, 0.6])
        throttled = chance.random() < 0.15
        limiter.on_receiving_response(throttled=throttled)
        steps.append({"at": round(clock.now - 1000, 6), "throttled": throttled,
                      "rate": tokens.max_rate if limiter._enabled else None})
    return steps


def main():
    made = [series(seed, 60) for seed in (1, 2, 3)]
    sys.stdout.write("[\n" + ",\n".join(json.dumps(steps) for steps in made) + "\n]\n")


main()
