package io.estop.embedded.temporal;

import io.estop.embedded.process.Warden;
import java.nio.file.Path;

/** Where and how a server of ours is to run: its ports, its namespace, its folder, its guard. */
public record TemporalPlace(int port, int uiPort, String namespace, Path folder, Warden warden) {

  String address() {
    return "127.0.0.1:" + port;
  }
}
