/*
 * A server that costs next to nothing, so that a benchmark shows its load generators: `GET /5` is answered after 5 ms,
 * `GET /0` at once. One thread; prints its port; ends when its input is closed. Knows just enough HTTP for that.
 */
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static const char answer[] =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 24\r\n\r\n{\"id\":42,\"name\":\"Ada L\"}";

static char heads[FD_SETSIZE][4096]; /* What has arrived of each socket's request. */
static int arrived[FD_SETSIZE];
static double due_ms[FD_SETSIZE]; /* When its answer is to be sent; 0 where none is. */

static double now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static void send_answer(int socket) {
  due_ms[socket] = 0;
  if (write(socket, answer, sizeof answer - 1) < 0) shutdown(socket, SHUT_RDWR);
}

static void accept_one(int listener, fd_set *sockets, int *last) {
  int one = 1, socket = accept(listener, NULL, NULL);
  if (socket < 0) return;
  if (socket >= FD_SETSIZE) {
    close(socket);
    return;
  }
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  FD_SET(socket, sockets);
  arrived[socket] = 0;
  due_ms[socket] = 0;
  if (socket > *last) *last = socket;
}

static void read_request(int socket, fd_set *sockets) {
  int room = sizeof heads[socket] - 1 - arrived[socket];
  int bytes = read(socket, heads[socket] + arrived[socket], room);
  if (bytes <= 0) {
    close(socket);
    FD_CLR(socket, sockets);
    due_ms[socket] = 0;
    return;
  }
  arrived[socket] += bytes;
  heads[socket][arrived[socket]] = 0;
  if (strstr(heads[socket], "\r\n\r\n") == NULL) return;
  arrived[socket] = 0;
  const char *path = strchr(heads[socket], '/');
  int delay_ms = path == NULL ? 0 : atoi(path + 1);
  if (delay_ms == 0) send_answer(socket);
  else due_ms[socket] = now_ms() + delay_ms;
}

/* Sends what is due, and gives the time until the next answer is: a day where none is waiting. */
static double send_due(int last) {
  double now = now_ms(), wait_ms = 86400000;
  for (int socket = 3; socket <= last; socket++) {
    if (due_ms[socket] == 0) continue;
    if (due_ms[socket] <= now) send_answer(socket);
    else if (due_ms[socket] - now < wait_ms) wait_ms = due_ms[socket] - now;
  }
  return wait_ms;
}

int main(void) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  int listener = socket(AF_INET, SOCK_STREAM, 0), last = listener;
  fd_set sockets;
  signal(SIGPIPE, SIG_IGN);
  if (bind(listener, (struct sockaddr *)&address, size) || listen(listener, 512)) return 1;
  getsockname(listener, (struct sockaddr *)&address, &size);
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);
  FD_ZERO(&sockets);
  FD_SET(STDIN_FILENO, &sockets);
  FD_SET(listener, &sockets);
  for (;;) {
    double wait_ms = send_due(last);
    struct timeval wait = {wait_ms / 1000, (long)(wait_ms * 1000) % 1000000};
    fd_set ready = sockets;
    if (select(last + 1, &ready, NULL, NULL, &wait) <= 0) continue;
    if (FD_ISSET(STDIN_FILENO, &ready)) return 0;
    for (int socket = listener + 1; socket <= last; socket++)
      if (FD_ISSET(socket, &ready)) read_request(socket, &sockets);
    if (FD_ISSET(listener, &ready)) accept_one(listener, &sockets, &last);
  }
}
