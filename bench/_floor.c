/* The floor: one send() of a prebuilt frame per client, and nothing else.
 *
 * Built and run by bench/_rivals.py: floor PORT ACCEPT, where ACCEPT answers the one
 * Sec-WebSocket-Key that the simulated tablets use. It knows just enough of the
 * handshake for them to come in, and sends to each in turn when it is asked to. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 1 << 17, BATCH = 64 };
static char joined[MOST];
static int newest, number;

static double now(void) {
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  return at.tv_sec + at.tv_nsec / 1e9;
}

static int frame(char *target, const char *text) {
  int size = strlen(text), head = size < 126 ? 2 : 4;
  target[0] = (char)0x81;
  target[1] = size < 126 ? size : 126;
  if (head == 4) {
    target[2] = size >> 8;
    target[3] = size;
  }
  memcpy(target + head, text, size);
  return head + size;
}

static void tell(int asker, const char *request) {
  char text[256], whole[260], body[128], answer[256];
  const char *page = strstr(request, "\"page\":");
  snprintf(text, sizeof text,
           "42[\"fact\",{\"n\":%d,\"kind\":\"page_turned\",\"item_id\":1,"
           "\"document_id\":1,\"page\":%d}]",
           ++number, page ? atoi(page + 7) : 0);
  int size = frame(whole, text);
  double at = now();
  for (int client = 0; client <= newest; client++)
    if (joined[client]) send(client, whole, size, MSG_NOSIGNAL | MSG_DONTWAIT);
  snprintf(body, sizeof body, "{\"at\": %.9f, \"over\": %.9f}", at, now());
  int length = snprintf(answer, sizeof answer,
                        "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n\r\n%s",
                        strlen(body), body);
  send(asker, answer, length, MSG_NOSIGNAL);
}

static void let_in(int client, const char *accept) {
  char answer[512], open[16];
  int length = snprintf(answer, sizeof answer,
                        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                        "Connection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n",
                        accept);
  length += (memcpy(answer + length, open, frame(open, "0{}")), 5);
  send(client, answer, length, MSG_NOSIGNAL);
}

static void hear(int client, const char *accept) {
  char data[4096], answer[16];
  ssize_t size = recv(client, data, sizeof data - 1, 0);
  if (size <= 0) {
    joined[client] = 0;
    close(client);
    return;
  }
  data[size] = 0;
  if (!strncmp(data, "POST", 4))
    tell(client, data);
  else if (!strncmp(data, "GET", 3))
    let_in(client, accept);
  else if (!joined[client]) {
    joined[client] = 1;
    send(client, answer, frame(answer, "40{}"), MSG_NOSIGNAL);
  }
}

int main(int count, char **arguments) {
  if (count != 3) return 2;
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  int door = socket(AF_INET, SOCK_STREAM, 0), one = 1, some = epoll_create1(0);
  setsockopt(door, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  struct sockaddr_in here = {.sin_family = AF_INET,
                             .sin_port = htons(atoi(arguments[1])),
                             .sin_addr = {htonl(INADDR_LOOPBACK)}};
  if (bind(door, (struct sockaddr *)&here, sizeof here) || listen(door, 2048)) return 1;
  struct epoll_event event = {.events = EPOLLIN, .data = {.fd = door}}, events[BATCH];
  epoll_ctl(some, EPOLL_CTL_ADD, door, &event);
  for (;;) {
    int ready = epoll_wait(some, events, BATCH, -1);
    for (int i = 0; i < ready; i++) {
      if (events[i].data.fd != door) {
        hear(events[i].data.fd, arguments[2]);
        continue;
      }
      int client = accept(door, NULL, NULL);
      if (client < 0 || client >= MOST) continue;
      setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
      if (client > newest) newest = client;
      event.data.fd = client;
      epoll_ctl(some, EPOLL_CTL_ADD, client, &event);
    }
  }
}
