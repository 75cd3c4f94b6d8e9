package io.estop.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayTest {
  private static final int SOON_MILLIS = 5_000;
  private static final int SILENCE_MILLIS = 100;

  private ServerSocket store = bound();
  private Relay relay = new Relay(store.getLocalPort());

  @BeforeEach
  void bounded() throws IOException {
    store.setSoTimeout(SOON_MILLIS);
  }

  @AfterEach
  void close() throws IOException {
    relay.close();
    store.close();
  }

  @Test
  void passesOnInBothDirections() throws IOException {
    try (Socket process = connect();
        Socket arrived = store.accept()) {
      process.getOutputStream().write(7);
      assertThat(arrived.getInputStream().read()).isEqualTo(7);

      arrived.getOutputStream().write(8);
      assertThat(process.getInputStream().read()).isEqualTo(8);
    }
  }

  @Test
  void holdsBackWhileCutOffAndDeliversLate() throws IOException {
    try (Socket process = connect();
        Socket arrived = store.accept()) {
      relay.cut();
      process.getOutputStream().write(7);
      arrived.setSoTimeout(SILENCE_MILLIS);
      assertThatThrownBy(() -> arrived.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);

      relay.heal(true);

      arrived.setSoTimeout(SOON_MILLIS);
      assertThat(arrived.getInputStream().read()).isEqualTo(7);
    }
  }

  @Test
  void loosesItsConnectionsWhereNothingIsToArriveLate() throws IOException {
    try (Socket process = connect();
        Socket arrived = store.accept()) {
      relay.cut();
      relay.heal(false);

      arrived.setSoTimeout(SOON_MILLIS);
      assertThat(ends(arrived)).isTrue();
      assertThat(ends(process)).isTrue();
    }
  }

  private static boolean ends(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException open) {
      return false;
    } catch (IOException broken) {
      return true;
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), relay.port());
    socket.setSoTimeout(SOON_MILLIS);
    return socket;
  }

  private static ServerSocket bound() {
    try {
      return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
