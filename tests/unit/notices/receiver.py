"""A real HTTP server that keeps what is posted to it, for the webhook tests."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Receiver:
    """Answers POSTs with statuses one by one, then with 204."""

    def __init__(self, context=None):
        self.calls, self.statuses, self.silent = [], [], threading.Event()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                size = int(self.headers["Content-Length"])
                receiver.calls.append((self.path, self.headers, self.rfile.read(size)))
                if receiver.silent.is_set():
                    receiver.ended.wait(10)
                    return
                self.send_response(
                    receiver.statuses.pop(0) if receiver.statuses else 204
                )
                self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_arguments):
                pass

        self.ended = threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if context:
            self.server.socket = context.wrap_socket(
                self.server.socket, server_side=True
            )
        self.url = f"http{'s' if context else ''}://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.02}
        )

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_error):
        self.ended.set()
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()
