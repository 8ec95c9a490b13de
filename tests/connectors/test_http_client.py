# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
"""The one way connectors call, against real sockets."""

from __future__ import annotations

import base64
import gzip
import ipaddress
import logging
import socket
import threading
import time
import traceback

import pytest
from connectors import base, wire
from connectors import http as http_module
from connectors.answers import Explanation
from connectors.base import (
    CallLog,
    Limit,
    OutcomeUnknown,
    Rejected,
    Throttled,
    Unauthorized,
    Unavailable,
    Unreachable,
)
from connectors.buckets import Pace, a_number
from connectors.http import Client
from connectors.limits import Limiter
from hypothesis import given
from hypothesis import strategies as st
from loopback import Reply

# Tracebacks quote the source, so the tests name secrets and do not spell them.
TOKEN = "Atza|tok"
SECRET = 'p\u00e4ss "word"/+&=1'


@pytest.fixture
def calls():
    return CallLog()


# To connect and to read, in seconds; a busy machine needs more than one would think.
PATIENT = (10, 10)
soon_given_up = pytest.mark.parametrize("timeout", [(10, 0.5)])


@pytest.fixture
def timeout():
    return PATIENT


@pytest.fixture
def client(calls, timeout):
    client = Client(
        calls,
        secrets=[SECRET],
        allow_private_hosts=True,
        timeout=timeout,
        request_id_header="x-request-id",
        pace=lambda answer: Pace(rate=a_number(answer.headers.get("x-rate"))),
        limiter=Limiter({"limited": Limit(5, 5)}),
    )
    yield client
    client.close()


def get(client, url, **arguments):
    arguments = {"api": "orders", "operation": "read", **arguments}
    return client.call("GET", url, **arguments)


def post(client, url, **arguments):
    arguments = {"api": "writeback", "operation": "write", "json": {}, **arguments}
    return client.call("POST", url, **arguments)


# --- answers ----------------------------------------------------------------


def test_an_answer_has_status_json_and_request_id(marketplace, client):
    marketplace.default = Reply(200, {"a": [1]}, {"X-Request-Id": "r-1"})
    answer = get(client, marketplace.url + "/x", params={"q": "a,b c"})
    assert (answer.status, answer.data, answer.request_id) == (200, {"a": [1]}, "r-1")
    assert marketplace.requests[0].path == "/x?q=a,b+c"


def test_every_exchange_is_recorded_once(marketplace, client, calls):
    marketplace.script = [Reply(204), Reply(503, b"", {"X-Request-Id": "r-2"})]
    post(client, marketplace.url + "/ok", json={"n": 1})
    with pytest.raises(Unavailable):
        post(client, marketplace.url + "/down")
    good, bad = calls.take()
    assert (good.api, good.operation, good.status) == ("writeback", "write", 204)
    assert (good.error, good.message) == ("", "")
    assert good.request == f'POST {marketplace.url}/ok\n{{"n": 1}}'
    assert good.started_at.tzinfo is not None and 0 < good.seconds < 5
    assert (bad.error, bad.status, bad.request_id) == ("Unavailable", 503, "r-2")
    assert bad.message == "503 Service Unavailable"


def test_what_was_read_well_is_not_recorded(marketplace, client, calls):
    marketplace.default = Reply(200, {"giftMessage": "Dear Ann"})
    get(client, marketplace.url)
    assert "Ann" not in repr(calls.take())


def test_recorded_bodies_are_cut_after_four_kilobytes(marketplace, client, calls):
    marketplace.default = Reply(400, {"m": "x" * 50_000})
    with pytest.raises(Rejected):
        post(client, marketplace.url, json={"n": "y" * 50_000})
    (call,) = calls.take()
    assert 4096 <= len(call.request) < 4200 and 4096 <= len(call.response) < 4200


def test_recorded_text_can_be_stored_in_a_database(marketplace, client, calls):
    marketplace.default = Reply(
        400,
        b"\x00\xff\xed\xa0\x80",
        {"X-Request-Id": "\udc80".encode("latin-1", "replace").decode()},
    )
    with pytest.raises(Rejected):
        post(client, marketplace.url, json={"n": "\x00"})
    (call,) = calls.take()
    for text in (call.request, call.response, call.message, call.request_id):
        assert "\x00" not in text
        text.encode("utf-8")


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, Rejected),
        (401, Unauthorized),
        (403, Unauthorized),
        (404, Rejected),
        (407, Unreachable),
        (408, Unavailable),
        (409, Rejected),
        (422, Rejected),
        (429, Throttled),
        (500, Unavailable),
        (502, Unavailable),
        (503, Unavailable),
        (599, Unavailable),
        (999, Unavailable),
        (302, OutcomeUnknown),
        (304, OutcomeUnknown),
    ],
)
def test_a_status_code_stands_for_one_class(marketplace, client, calls, status, error):
    marketplace.default = Reply(status, b"")
    with pytest.raises(base.ConnectorError) as caught:
        post(client, marketplace.url)
    assert type(caught.value) is error
    assert caught.value.status == status and caught.value.hint
    assert calls.take()[0].error == error.__name__


def test_an_accepted_status_is_an_answer_and_no_error(marketplace, client, calls):
    marketplace.default = Reply(404, {"errors": []})
    assert get(client, marketplace.url, accept=(404,)).status == 404
    assert calls.take()[0].error == ""


def test_an_accepted_status_with_a_proxys_page_is_an_error(marketplace, client):
    marketplace.default = Reply(404, "<html>no such host</html>")
    with pytest.raises(Unavailable):
        get(client, marketplace.url, accept=(404,))


def test_the_platforms_words_go_into_the_error(marketplace, client):
    def explain(answer):
        return Explanation("E7", f"no {SECRET}", "Do this.", base.AlreadyShipped)

    marketplace.default = Reply(400, {"whatever": 1})
    with pytest.raises(base.AlreadyShipped) as caught:
        post(client, marketplace.url, explain=explain)
    assert (caught.value.code, caught.value.hint) == ("E7", "Do this.")
    assert caught.value.message == "no [hidden]"


def test_a_redirect_is_not_followed(marketplace, client):
    marketplace.default = Reply(302, b"", {"Location": marketplace.url + "/other"})
    with pytest.raises(OutcomeUnknown):
        post(client, marketplace.url + "/first")
    with pytest.raises(Unavailable):
        get(client, marketplace.url + "/first")
    assert {request.path for request in marketplace.requests} == {"/first"}


def test_a_refusal_inside_a_success_is_a_refusal(marketplace, calls):
    def refusal(answer):
        errors = answer.data.get("errors")
        slow = Explanation("E1", errors, "Wait.", base.Throttled, 0.01)
        return slow if errors else None

    client = Client(calls, allow_private_hosts=True, refusal=refusal)
    marketplace.script = [Reply(200, {"errors": "slow"}), Reply(200, {"data": 1})]
    with pytest.raises(base.Throttled) as caught:
        post(client, marketplace.url)
    assert (caught.value.code, caught.value.retry_after) == ("E1", 0.01)
    assert post(client, marketplace.url).data == {"data": 1}
    assert [call.error for call in calls.take()] == ["Throttled", ""]
    client.close()


def test_a_good_answer_with_words_of_the_buyer_is_not_recorded(
    marketplace, client, calls
):
    marketplace.default = Reply(200, {"name": "Jane Doe"})
    post(client, marketplace.url, buyer_data=True)
    post(client, marketplace.url, repeatable=True)
    post(client, marketplace.url)
    marketplace.default = Reply(400, {"problem": "street"})
    with pytest.raises(base.Rejected):
        post(client, marketplace.url, buyer_data=True)
    texts = [call.response for call in calls.take()]
    assert ["Jane" in text for text in texts] == [False, False, True, False]
    assert "street" in texts[-1]


@pytest.mark.parametrize("status", [301, 307, 308])
def test_a_shop_that_moved_was_told_nothing(marketplace, client, status):
    there = "https://other.example.com/api"
    marketplace.default = Reply(status, b"", {"Location": there})
    for call in (post, get):
        with pytest.raises(Unreachable) as caught:
            call(client, marketplace.url)
        assert there in caught.value.message
        assert "address" in caught.value.hint


@pytest.mark.parametrize("body", ["<html>Welcome!</html>", b"OK", b'{"cut": '])
def test_a_2xx_that_is_not_json_has_an_unknown_outcome(marketplace, client, body):
    marketplace.default = Reply(200, body)
    with pytest.raises(OutcomeUnknown) as caught:
        post(client, marketplace.url)
    assert caught.value.code == "unreadable"
    with pytest.raises(Unavailable):
        get(client, marketplace.url)


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b'{"n": ' + b"9" * 10_000 + b"}",
        b'{"n": NaN}',
        b'\xff\xfe{"n": 1}',
        b"\x00",
        b"null",
        b"{" * 10,
    ],
)
def test_monstrous_json_is_no_json(marketplace, client, body):
    marketplace.default = Reply(200, body, {"Content-Type": "application/json"})
    with pytest.raises(OutcomeUnknown) as caught:
        post(client, marketplace.url)
    assert caught.value.code == "unreadable"


def test_an_endless_answer_is_given_up(marketplace, client, monkeypatch):
    monkeypatch.setattr(http_module, "MAX_BYTES", 100_000)
    bomb = gzip.compress(b" " * 10_000_000)
    marketplace.default = Reply(200, bomb, {"Content-Encoding": "gzip"})
    with pytest.raises(OutcomeUnknown) as caught:
        post(client, marketplace.url)
    assert caught.value.code == "too_large"
    with pytest.raises(Unavailable):
        get(client, marketplace.url)


def test_a_body_that_does_not_unpack_has_an_unknown_outcome(marketplace, client):
    marketplace.default = Reply(200, b"no gzip", {"Content-Encoding": "gzip"})
    with pytest.raises(OutcomeUnknown):
        post(client, marketplace.url)


# --- waiting ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "low", "high"),
    [
        ({"Retry-After": "7"}, 7, 7),
        ({"Retry-After": "0"}, 0.2, 0.2),
        ({"Retry-After": "soon"}, 0.2, 0.2),
        ({"Retry-After": "Fri, 31 Dec 2199 23:59:59 GMT"}, 86400, 86400),
        ({"X-Rate": "0.5"}, 2, 2),
        ({}, 0.2, 0.2),
    ],
)
def test_429_says_how_long_to_wait(marketplace, client, headers, low, high):
    marketplace.default = Reply(429, b"", headers)
    with pytest.raises(Throttled) as caught:
        get(client, marketplace.url, operation="limited")
    assert low <= caught.value.retry_after <= high


def test_after_a_429_nothing_is_sent_until_it_is_time(marketplace, client, calls):
    marketplace.default = Reply(429, b"", {"Retry-After": "60"})
    for _ in range(3):
        with pytest.raises(Throttled) as caught:
            get(client, marketplace.url, operation="limited")
    assert caught.value.code == "local_limit" and 50 < caught.value.retry_after <= 60
    assert len(marketplace.requests) == 1 and len(calls.take()) == 1


def test_429_of_an_undocumented_operation_blocks_it_too(marketplace, client):
    marketplace.default = Reply(429)
    for _ in range(2):
        with pytest.raises(Throttled) as caught:
            get(client, marketplace.url)
    assert 50 < caught.value.retry_after <= 60 and len(marketplace.requests) == 1


# --- broken connections -----------------------------------------------------


@soon_given_up
@pytest.mark.parametrize("act", ["cut", "hang", "half"])
def test_a_post_without_an_answer_is_unknown_and_sent_once(marketplace, client, act):
    marketplace.default = Reply(200, {"a": 1}, act=act)
    with pytest.raises(OutcomeUnknown) as caught:
        post(client, marketplace.url)
    time.sleep(0.1)
    assert len(marketplace.requests) == 1
    expected = "read_timeout" if act == "hang" else "connection_cut"
    assert caught.value.code == expected


@soon_given_up
@pytest.mark.parametrize("act", ["cut", "hang", "half"])
def test_a_read_without_an_answer_is_unavailable(marketplace, client, act):
    marketplace.default = Reply(200, {"a": 1}, act=act)
    with pytest.raises(Unavailable):
        get(client, marketplace.url)
    assert len(marketplace.requests) == 1


@pytest.mark.parametrize(("status", "error"), [(429, Throttled), (400, Rejected)])
def test_a_refusal_stays_one_when_its_body_is_cut(marketplace, client, status, error):
    marketplace.default = Reply(status, {"a": 1}, act="half")
    with pytest.raises(error):
        post(client, marketplace.url)


@pytest.mark.parametrize("headers", [{}, {"Connection": "close"}])
def test_an_answer_that_trickles_in_is_given_up(
    marketplace, client, monkeypatch, headers
):
    """With a length as well as without one, where its end is that of the body."""
    monkeypatch.setattr(http_module, "MAX_SECONDS", 0.5)
    marketplace.default = Reply(200, b" " * 200, headers, act="drip")
    started = time.monotonic()
    with pytest.raises(OutcomeUnknown) as caught:
        post(client, marketplace.url)
    assert caught.value.code == "read_timeout"
    assert time.monotonic() - started < 3


def test_a_post_on_a_connection_closed_meanwhile_is_never_sent_again(calls):
    """The server closes after one answer, without saying so, as the next comes."""
    received = []

    def read(sock):
        data = b""
        while not data.endswith(b"\r\n\r\n{}") and (part := sock.recv(65536)):
            data += part
        return data

    def serve(listener):
        while True:
            sock, _peer = listener.accept()
            with sock:
                received.append(read(sock))
                sock.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")
                received.append(read(sock))

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, args=(listener,), daemon=True).start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        client = Client(calls, allow_private_hosts=True, timeout=PATIENT)
        post(client, url)
        with pytest.raises(OutcomeUnknown):
            post(client, url)
        time.sleep(0.1)
        client.close()
    assert len(received) == 2


def test_a_connection_idle_for_long_is_not_used_again(marketplace, client, monkeypatch):
    post(client, marketplace.url)
    opened = []
    connect = wire._Connection._new_conn
    monkeypatch.setattr(
        wire._Connection, "_new_conn", lambda c: opened.append(c) or connect(c)
    )
    post(client, marketplace.url)
    assert not opened
    monkeypatch.setattr(wire, "MAX_IDLE", -1.0)
    post(client, marketplace.url)
    assert len(opened) == 1 and len(marketplace.requests) == 3


def test_a_refused_connection_is_unreachable(client, closed_port, calls):
    with pytest.raises(Unreachable) as caught:
        post(client, f"http://127.0.0.1:{closed_port}")
    assert caught.value.code == "refused"
    assert calls.take()[0].status is None


def test_an_unknown_name_is_unreachable(client):
    with pytest.raises(Unreachable) as caught:
        post(client, "http://does-not-exist.invalid/")
    assert caught.value.code == "dns"


def test_plain_http_on_a_tls_port_is_unreachable(marketplace, client):
    with pytest.raises(Unreachable) as caught:
        post(client, marketplace.url.replace("http:", "https:"))
    assert caught.value.code == "tls" and not marketplace.requests


@pytest.mark.parametrize("timeout", [(0.5, 10)])
def test_a_connect_timeout_is_unreachable(client, monkeypatch):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        address = listener.getsockname()
        fillers = [socket.socket() for _ in range(3)]
        for filler in fillers:
            filler.setblocking(False)
            filler.connect_ex(address)
        with pytest.raises(Unreachable) as caught:
            post(client, f"http://127.0.0.1:{address[1]}")
        for filler in fillers:
            filler.close()
    assert caught.value.code == "connect_timeout"


def test_a_dead_proxy_is_unreachable(client, closed_port, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{closed_port}")
    monkeypatch.setenv("NO_PROXY", "")
    with pytest.raises(Unreachable):
        post(client, "https://example.com/")


def test_a_proxy_that_refuses_the_tunnel_means_nothing_was_sent(
    marketplace, client, monkeypatch
):
    """http.client writes the CONNECT with the method that writes requests."""
    monkeypatch.setenv("HTTPS_PROXY", marketplace.url)
    monkeypatch.setenv("NO_PROXY", "")
    with pytest.raises(Unreachable):
        post(client, "https://example.com/")
    assert not marketplace.requests  # it knows no CONNECT: 501


def test_a_proxy_that_cuts_a_request_leaves_the_outcome_unknown(
    marketplace, client, monkeypatch
):
    monkeypatch.setenv("HTTP_PROXY", marketplace.url)
    monkeypatch.setenv("NO_PROXY", "")
    marketplace.default = Reply(act="cut")
    with pytest.raises(OutcomeUnknown):
        post(client, "http://example.com/")
    assert len(marketplace.requests) == 1


# --- where a call may go ----------------------------------------------------


@pytest.fixture
def guarded(calls):
    client = Client(calls, secrets=[SECRET], timeout=(0.5, 0.5))
    yield client
    client.close()


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/",
        "ftp://example.com/",
        "file:///etc/passwd",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
        "https://10.1.2.3/",
        "https://169.254.169.254/latest/meta-data",
        "https://224.0.0.1/",
        "https://0.0.0.0/",
        "https://localhost/",
        "https://user:pass@example.com/",
        "https://",
        "https:///path",
        "https://example.com:99999/",
        "https://[::1",
        "//example.com",
        "",
        "https://2130706433/",
        "https://0x7f.1/",
    ],
)
def test_a_forbidden_address_is_unreachable(guarded, url):
    with pytest.raises(Unreachable) as caught:
        post(guarded, url)
    assert caught.value.code == "forbidden_address"
    assert caught.value.hint


def test_a_host_with_one_private_address_is_refused(guarded, monkeypatch):
    found = [(2, 1, 6, "", (ip, 0)) for ip in ("8.8.8.8", "192.168.1.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: found)
    with pytest.raises(Unreachable) as caught:
        post(guarded, "https://example.com/")
    assert caught.value.code == "forbidden_address"


def test_a_name_that_resolves_to_another_address_the_second_time_is_refused(
    guarded, marketplace, monkeypatch
):
    """DNS rebinding: public when checked, loopback when connected."""
    port = int(marketplace.url.rpartition(":")[2])
    answers = [("8.8.8.8", port), ("127.0.0.1", port), ("127.0.0.1", port)]
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda *a, **k: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", answers.pop(0))],
    )
    with pytest.raises(Unreachable) as caught:
        post(guarded, f"https://rebinding.example:{port}/")
    assert caught.value.code == "forbidden_address"
    assert not marketplace.requests and len(answers) == 1


def test_a_private_name_is_refused_behind_a_proxy_too(
    guarded, marketplace, monkeypatch
):
    monkeypatch.setenv("HTTPS_PROXY", marketplace.url)
    monkeypatch.setenv("NO_PROXY", "")
    with pytest.raises(Unreachable) as caught:
        post(guarded, "https://localhost/")
    assert caught.value.code == "forbidden_address"


@given(st.ip_addresses(network="10.0.0.0/8") | st.ip_addresses(network="fc00::/7"))
def test_private_networks_are_never_public(ip):
    with pytest.raises(wire.Forbidden):
        wire.check_address(str(ip))
    if ip.version == 4:
        with pytest.raises(wire.Forbidden):
            wire.check_address(str(ipaddress.IPv6Address(f"::ffff:{ip}")))


@given(st.text(max_size=60))
def test_any_text_for_a_url_gives_one_of_our_errors(text):
    client = Client(CallLog(), timeout=(0.1, 0.1))
    with pytest.raises(Unreachable):
        post(client, "gopher" + text)
    with pytest.raises(Unreachable):
        post(client, f"https://{text}.invalid:1/")


@pytest.mark.parametrize("value", ["a\nb", "a\r\nInjected: 1", "\u20ac"])
def test_a_header_that_cannot_be_written_is_unreachable(marketplace, client, value):
    with pytest.raises(Unreachable) as caught:
        post(client, marketplace.url, headers={"x-token": value + SECRET})
    assert not marketplace.requests
    assert SECRET not in "".join(traceback.format_exception(caught.value))


def test_no_credentials_are_taken_from_netrc(
    marketplace, client, monkeypatch, tmp_path
):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login a password b\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    post(client, marketplace.url)
    assert "authorization" not in marketplace.requests[0].headers


def test_cookies_are_not_kept(marketplace, client):
    marketplace.default = Reply(204, b"", {"Set-Cookie": "id=1"})
    post(client, marketplace.url)
    post(client, marketplace.url)
    assert "cookie" not in marketplace.requests[1].headers


def test_many_threads_may_call_at_once(marketplace, client, calls):
    taken = []

    def work():
        for _ in range(10):
            post(client, marketplace.url)
        taken.append(len(calls.take()))  # its own, whoever calls beside it

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert taken == [10] * 8 and len(marketplace.requests) == 80


# --- secrets ----------------------------------------------------------------

LEAKS = {
    "echoed": Reply(400, {"you sent": SECRET, "access_token": TOKEN}),
    "html": Reply(500, f"<p>{SECRET}</p> Authorization: Bearer {TOKEN}"),
    "unreadable": Reply(200, f"refresh_token={SECRET}&x=1"),
    "request id": Reply(503, b"", {"X-Request-Id": TOKEN}),
    "cut": Reply(act="cut"),
    "hang": Reply(act="hang"),
    "throttled": Reply(429, {"access_token": TOKEN}),
}


def every_text_of(error):
    yield from (str(error), repr(error), repr(error.args), repr(vars(error)))
    yield "".join(traceback.format_exception(error))
    seen = []
    while error is not None and error not in seen:
        seen.append(error)
        yield repr(error)
        error = error.__cause__ or error.__context__
    assert len(seen) == 1, "another exception hangs on this one"


@soon_given_up
@pytest.mark.parametrize("name", LEAKS)
def test_no_secret_leaves_by_an_error_a_record_or_a_log(
    name, marketplace, client, calls, caplog
):
    caplog.set_level(logging.DEBUG)
    marketplace.default = LEAKS[name]
    with pytest.raises(base.ConnectorError) as caught:
        client.call(
            "POST",
            marketplace.url + "/path",
            api="orders",
            operation="x",
            json={"client_secret": SECRET, "note": f"is {SECRET}", "n": TOKEN},
            headers={"x-amz-access-token": TOKEN},
        )
    texts = [*every_text_of(caught.value), repr(calls.take()), caplog.text]
    for text in texts:
        assert "word" not in text and 'tok"' not in text and "|tok" not in text


def test_private_bodies_are_not_recorded(marketplace, client, calls):
    marketplace.default = Reply(200, {"t": "short-lived"})
    client.call(
        "POST",
        marketplace.url,
        api="orders",
        operation="token",
        form={"password": "x1"},
        private=True,
    )
    (call,) = calls.take()
    assert call.response == "" and call.request == f"POST {marketplace.url}"


def test_a_secret_at_the_cut_of_a_message_does_not_survive_by_half(marketplace, calls):
    def explain(answer):
        return Explanation("", answer.data["message"])

    marketplace.default = Reply(400, {"message": "x" * 990 + SECRET})
    client = Client(calls, secrets=[SECRET], allow_private_hosts=True, explain=explain)
    with pytest.raises(Rejected) as caught:
        get(client, marketplace.url)
    client.close()
    assert SECRET[:4] not in caught.value.message
    assert len(caught.value.message) < 1020


@pytest.mark.parametrize("before", ["", "a", "id:", "seller"])
def test_a_secret_is_hidden_in_base64_wherever_it_begins(client, before):
    client.redact.learn("s3cret/t\u00f6ken+1")
    raw = f"{before}s3cret/t\u00f6ken+1&more".encode()
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        hidden = client.redact(f"token {encode(raw).decode()} end")
        assert "[hidden]" in hidden and len(hidden) < 45


def test_a_learned_secret_is_hidden_in_all_its_spellings(client):
    client.redact.learn('to/k "en+1')
    for text in (
        'to/k "en+1',
        "to%2Fk%20%22en%2B1",
        "to%2Fk+%22en%2B1",
        'to/k \\"en+1',
        'to\\/k \\"en+1',
        "to%2fk%20%22en%2b1",
        "to/k &quot;en+1",
    ):
        assert client.redact(f"a {text} b") == "a [hidden] b"
