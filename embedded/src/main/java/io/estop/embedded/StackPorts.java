package io.estop.embedded;

import io.estop.embedded.process.Ports;
import io.estop.embedded.process.StartFailure;
import java.util.List;

/** The loopback ports of one stack, all chosen before anything starts. */
record StackPorts(
    int database, int redis, int temporal, int temporalUi, int paper, int worker, int starter) {

  static StackPorts choose(int consolePort) {
    if (consolePort != 0 && !Ports.isFree(consolePort)) {
      throw new StartFailure(
          "port %d is in use on this machine; choose another one with --port or leave it out"
              .formatted(consolePort));
    }
    List<Integer> free = Ports.free(7);
    int starter = consolePort == 0 ? free.get(6) : consolePort;
    return new StackPorts(
        free.get(0), free.get(1), free.get(2), free.get(3), free.get(4), free.get(5), starter);
  }
}
