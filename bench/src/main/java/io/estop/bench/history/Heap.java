package io.estop.bench.history;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The heap that a Java process says it uses, several times a second; garbage counts. */
final class Heap implements AutoCloseable {

  private static final Duration BETWEEN = Duration.ofMillis(200);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final String USED = "jvm_memory_used_bytes{";
  private static final String OF_HEAP = "area=\"heap\"";

  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpRequest question;
  private final AtomicLong most = new AtomicLong();
  private final Thread watcher = new Thread(this::watchOn, "heap of the worker");

  private Heap(URI process) {
    this.question =
        HttpRequest.newBuilder(URI.create(process + "/actuator/prometheus"))
            .timeout(ANSWER)
            .build();
  }

  static Heap watch(URI process) {
    Heap heap = new Heap(process);
    heap.watcher.setDaemon(true);
    heap.watcher.start();
    return heap;
  }

  /** Returns the most bytes that were used so far; 0 where the process never said. */
  long most() {
    return most.get();
  }

  @Override
  public void close() {
    watcher.interrupt();
  }

  private void watchOn() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        most.accumulateAndGet(used(), Math::max);
        Thread.sleep(BETWEEN.toMillis());
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  /** An answer that did not come is no figure: the next one follows. */
  private long used() throws InterruptedException {
    try {
      return http.send(question, BodyHandlers.ofString())
          .body()
          .lines()
          .filter(line -> line.startsWith(USED) && line.contains(OF_HEAP))
          .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    } catch (IOException silent) {
      return 0;
    }
  }
}
