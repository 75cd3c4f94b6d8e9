package io.estop.venues.fix.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/** The network between member and exchange, which may lose, bend, stop and cut. */
public final class Wire implements AutoCloseable {
  private static final int CHUNK = 4096;
  private static final int SMALL_BUFFER = 2048;
  private static final long PAUSE_NANOS = 1_000_000;

  /** Changes bytes on their way to the exchange; an empty array loses them. */
  public volatile UnaryOperator<byte[]> toExchange = bytes -> bytes;

  /** Changes bytes on their way to the member. */
  public volatile UnaryOperator<byte[]> toMember = bytes -> bytes;

  /** Whether bytes of the member are left where they are. */
  public volatile boolean stopped;

  /** Whether nobody gets through. */
  public volatile boolean refused;

  /** Bytes that came from the member. */
  public final AtomicLong fromMember = new AtomicLong();

  private final ServerSocket door;
  private final int exchange;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  public Wire(int exchange) {
    this.exchange = exchange;
    try {
      door = new ServerSocket();
      door.setReceiveBufferSize(SMALL_BUFFER);
      door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    daemon(this::accept);
  }

  public int port() {
    return door.getLocalPort();
  }

  /** Ends every connection. */
  public void cut() {
    for (Socket socket : sockets) {
      close(socket);
    }
    sockets.clear();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket member = door.accept();
        if (refused) {
          close(member);
          continue;
        }
        Socket there = new Socket(InetAddress.getLoopbackAddress(), exchange);
        sockets.addAll(List.of(member, there));
        daemon(() -> pump(member, there, true));
        daemon(() -> pump(there, member, false));
      } catch (IOException closedOrNobodyThere) {
        // The member tries again.
      }
    }
  }

  private void pump(Socket from, Socket to, boolean member) {
    byte[] buffer = new byte[CHUNK];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      while (true) {
        while (member && stopped && !from.isClosed()) {
          LockSupport.parkNanos(PAUSE_NANOS);
        }
        int read = in.read(buffer);
        if (read < 0) {
          break;
        }
        byte[] bytes = Arrays.copyOf(buffer, read);
        if (member) {
          fromMember.addAndGet(read);
        }
        out.write((member ? toExchange : toMember).apply(bytes));
        out.flush();
      }
    } catch (IOException cut) {
      // The other side is closed below.
    }
    close(from);
    close(to);
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "wire");
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException already) {
      // It is closed all the same.
    }
  }

  @Override
  public void close() {
    cut();
    try {
      door.close();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
