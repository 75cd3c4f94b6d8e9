package io.estop.bench.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between a process and a store, and can cut them off: then nothing arrives any more in
 * either direction and no connection breaks. What was under way arrives late, or never.
 */
final class Relay implements AutoCloseable {
  private static final int CHUNK = 16 * 1024;

  private final ServerSocket door;
  private final int target;

  /** Both ends of every connection; added by the thread of the door, removed by the pumps. */
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  // Guarded by this.
  private boolean cut;

  Relay(int target) {
    try {
      this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new IllegalStateException("no port for a relay", e);
    }
    this.target = target;
    start("relay-door", this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  synchronized void cut() {
    cut = true;
  }

  /**
   * Lets through again.
   *
   * @param late whether what was held back arrives now; otherwise its connections are gone
   */
  synchronized void heal(boolean late) {
    if (!late) {
      sockets.forEach(Relay::close);
    }
    cut = false;
    notifyAll();
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new IllegalStateException("a relay cannot be closed", e);
    }
    heal(false);
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket from = door.accept();
        start("relay-connect", () -> connect(from));
      } catch (IOException closed) {
        // The door: closed with the campaign. A caller that has gone again needs nobody.
        continue;
      }
    }
  }

  // Each on a thread of its own: while cut off, a connection is taken and hears nothing.
  private void connect(Socket from) {
    Socket to = new Socket();
    sockets.add(from);
    sockets.add(to);
    awaitOpen();
    try {
      to.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
      from.setTcpNoDelay(true);
      to.setTcpNoDelay(true);
      start("relay-there", () -> pump(from, to));
      start("relay-back", () -> pump(to, from));
    } catch (IOException refused) {
      // The store is down: its caller sees that as it would without a relay.
      drop(from);
      drop(to);
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] chunk = new byte[CHUNK];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        awaitOpen();
        out.write(chunk, 0, read);
        out.flush();
      }
      awaitOpen();
    } catch (IOException broken) {
      // One side is gone: the other learns it below, once the cut is healed.
      awaitOpen();
    } finally {
      drop(from);
      drop(to);
    }
  }

  private synchronized void awaitOpen() {
    while (cut) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void drop(Socket socket) {
    sockets.remove(socket);
    close(socket);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException("a socket cannot be closed", e);
    }
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
