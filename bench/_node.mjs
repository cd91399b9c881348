// The official Socket.IO server, told to do the same: `node bench/_node.mjs PORT`.

import { createServer } from "node:http";
import process from "node:process";

import { Server } from "socket.io";

const NANOSECONDS = 1e9;
let number = 0;

/** @param {import("node:http").IncomingMessage} request */
async function pageOf(request) {
  let body = "";
  for await (const part of request) body += part;
  return JSON.parse(body).page;
}

const http = createServer(async (request, response) => {
  if (request.method !== "POST") {
    response.end();
    return;
  }
  const page = await pageOf(request);
  number += 1;
  const event = { n: number, kind: "page_turned", item_id: 1, document_id: 1, page };
  // The same clock as Python's time.monotonic().
  const at = Number(process.hrtime.bigint()) / NANOSECONDS;
  io.emit("fact", event);
  response.setHeader("Content-Type", "application/json");
  response.end(JSON.stringify({ at }));
});

const io = new Server(http, {
  transports: ["websocket"],
  perMessageDeflate: false,
  serveClient: false,
});
http.listen({ port: Number(process.argv[2]), host: "127.0.0.1", backlog: 2048 });
