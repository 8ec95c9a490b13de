# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""`requests` and threads, and nothing else: what the network and Python allow.

    python -m bench.peers.bare_loop WORK LANES

WORK is a JSON file with ``sellers`` and ``parcels``, LANES how many threads each
account has. Prints how many seconds it took to confirm all parcels.
"""

import json
import sys
import threading
import time
from queue import Empty, SimpleQueue

import requests


def main(file, lanes):
    """Confirm all parcels; nothing is written down."""
    with open(file, encoding="utf-8") as text:
        work = json.load(text)
    waiting = {seller["seller_id"]: SimpleQueue() for seller in work["sellers"]}
    for number, parcel in enumerate(work["parcels"], 1):
        waiting[parcel["seller"]].put((number, parcel))
    threads = [
        threading.Thread(target=confirm_all, args=(credentials, token, parcels))
        for seller in work["sellers"]
        for parcels in [waiting[seller["seller_id"]]]
        for credentials in [seller["credentials"]]
        for token in [access_token(credentials)]
        for _lane in range(lanes)
    ]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(time.monotonic() - started)


def access_token(credentials):
    """A token that lasts longer than this loop."""
    names = ("client_id", "client_secret", "refresh_token")
    form = {name: credentials[name] for name in names}
    form["grant_type"] = "refresh_token"
    answer = requests.post(credentials["token_endpoint"], form, timeout=30)
    answer.raise_for_status()
    return answer.json()["access_token"]


def confirm_all(credentials, token, parcels):
    """Confirm parcels of one account on one connection."""
    with requests.Session() as session:
        session.headers["x-amz-access-token"] = token
        while True:
            try:
                number, parcel = parcels.get_nowait()
            except Empty:
                return
            answer = session.post(
                f"{credentials['endpoint']}/orders/v0/orders/{parcel['order']}"
                "/shipmentConfirmation",
                json=confirmation(credentials["marketplace_id"], number, parcel),
                timeout=30,
            )
            answer.raise_for_status()


def confirmation(marketplace_id, number, parcel):
    """The body that the add-on's connector sends, too."""
    return {
        "marketplaceId": marketplace_id,
        "packageDetail": {
            "packageReferenceId": str(number),
            "carrierCode": "UPS",
            "trackingNumber": parcel["tracking"],
            "shipDate": "2026-01-01T00:00:00Z",
            "orderItems": [{"orderItemId": parcel["line"], "quantity": 1}],
            "shippingMethod": "Ground",
        },
    }


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
