"""Evaluates every query of the alerts and of the dashboard by the HTTP API of a Prometheus; fails where a query does."""

import json
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

PATIENCE_SECONDS = 60


def get(server, path, **parameters):
    with urllib.request.urlopen(f"{server}{path}?{urllib.parse.urlencode(parameters)}") as response:
        return json.load(response)["data"]


def await_scrape(server):
    """A rate needs two scrapes."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            seen = get(server, "/api/v1/query", query='count_over_time(up{job="wordtide"}[1m]) >= 5 and up == 1')
            if seen["result"]:
                return
        except (urllib.error.URLError, ConnectionError):
            pass  # not up yet
        time.sleep(0.5)
    sys.exit(f"expected scrapes of the target within {PATIENCE_SECONDS} s, found none; is it running, with metrics at /metrics?")


def dashboard_queries(file):
    with open(file, encoding="utf-8") as dashboard:
        for panel in json.load(dashboard)["panels"]:
            for target in panel["targets"]:
                yield panel["title"], target["expr"]


def main(server, dashboard):
    await_scrape(server)
    failed = 0
    for group in get(server, "/api/v1/rules")["groups"]:
        for rule in group["rules"]:
            failed += rule["health"] == "err"
            print(f"alert   {rule['health']:8} {rule['state']:9} {rule['name']} {rule.get('lastError', '')}".rstrip())
    for title, query in dashboard_queries(dashboard):
        series = len(get(server, "/api/v1/query", query=query)["result"])
        failed += series == 0
        print(f"query   {'ok' if series else 'no data':8} {series:3} series {title}: {query}")
    sys.exit(1 if failed else 0)


main(sys.argv[1], sys.argv[2])
