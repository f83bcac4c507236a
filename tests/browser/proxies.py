"""Real proxies in front of the server, configured as in docs/hosting.md."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

PATIENCE_S = 60

CADDY = """{{
	admin off
	auto_https off
}}
http://localhost:{port} {{
	handle_path {base}* {{
		reverse_proxy 127.0.0.1:{server} {{
			header_up X-Forwarded-Prefix "{root}"
		}}
	}}
}}
"""
"""Takes the path off before it asks the server."""

NGINX = """daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        location {base} {{
            proxy_pass http://127.0.0.1:{server};
            proxy_http_version 1.1;
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-Host $http_host;
            proxy_set_header X-Forwarded-Proto $scheme;
            proxy_set_header X-Forwarded-Prefix "{root}";
            client_max_body_size 0;
            proxy_request_buffering off;
            proxy_max_temp_file_size 0;
        }}
    }}
}}
"""
"""Leaves the path on."""

CONFIGURATIONS = {"caddy": CADDY, "nginx": NGINX}


@contextmanager
def proxying(name: str, folder: Path, server: int, base: str) -> Iterator[str]:
    """Put the server of a port under a path such as /masks/; gives the address without its last slash."""
    program = shutil.which(name)
    assert program
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    root = base.rstrip("/")
    file = folder / "configuration"
    file.write_text(
        CONFIGURATIONS[name].format(folder=folder, port=port, server=server, base=base, root=root)
    )
    arguments = {
        "caddy": ["run", "--adapter", "caddyfile", "--config", file],
        "nginx": ["-e", folder / "error.log", "-p", folder, "-c", file],
    }
    environment = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), str(folder))
    with (folder / "output").open("w") as output:
        process = subprocess.Popen([program, *arguments[name]], env=environment, stdout=output, stderr=output)
    try:
        await_port(process, port, folder / "output")
        yield f"http://localhost:{port}{root}"
    finally:
        process.terminate()
        process.wait(PATIENCE_S)


def await_port(process: subprocess.Popen[bytes], port: int, output: Path) -> None:
    """Wait until a process answers at a port; its own words are the error where it never does."""
    end = monotonic() + PATIENCE_S
    while process.poll() is None and monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            sleep(0.1)
        else:
            return
    raise RuntimeError(output.read_text())
