package io.estop.halt.keeper;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A wire to a port that can be cut: from then on nothing passes and nobody is told. */
final class Wire implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final ExecutorService threads = Executors.newCachedThreadPool(Wire::daemon);
  private volatile boolean cut;

  private Wire(ServerSocket server, int target) {
    this.server = server;
    this.target = target;
    threads.submit(this::accept);
  }

  static Wire to(int port) {
    try {
      return new Wire(new ServerSocket(0, 16, InetAddress.getLoopbackAddress()), port);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  void cut() {
    cut = true;
  }

  private Void accept() throws IOException {
    while (true) {
      Socket near = server.accept();
      Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
      threads.submit(() -> pass(near, far));
      threads.submit(() -> pass(far, near));
    }
  }

  // Cut, it reads on and drops: neither side sees an end.
  private Void pass(Socket from, Socket to) throws IOException {
    byte[] bytes = new byte[8_192];
    InputStream in = from.getInputStream();
    OutputStream out = to.getOutputStream();
    for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
      if (!cut) {
        out.write(bytes, 0, read);
      }
    }
    if (!cut) {
      to.close();
    }
    return null;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "wire");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      server.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
