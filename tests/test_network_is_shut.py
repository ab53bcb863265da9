"""The tests' own fence: no test reaches another machine."""

import socket

import pytest


def test_another_machine_is_refused() -> None:
    with pytest.raises(Exception, match="tried to reach"), socket.socket() as sock:
        sock.connect(("192.0.2.1", 80))


def test_the_name_of_another_machine_is_refused() -> None:
    with pytest.raises(Exception, match="asked for the address"):
        socket.getaddrinfo("example.org", 80)


def test_this_machine_is_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()
