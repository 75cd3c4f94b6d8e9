package io.estop.embedded;

import io.estop.embedded.stores.EmbeddedDatabase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes the settings of the three Java processes, as docs/PROTOCOL.md names them. */
final class StackSettings {

  /** The one component that trades in a demo. */
  static final String COMPONENT = "demo-trader";

  static final String VENUE = "paper";
  static final String ACCOUNT = "PAPER00001";

  private final StackOptions options;
  private final StackPorts ports;
  private final StackTokens tokens;

  StackSettings(StackOptions options, StackPorts ports, StackTokens tokens) {
    this.options = options;
    this.ports = ports;
    this.tokens = tokens;
  }

  Map<String, String> ofPaper() {
    Map<String, String> settings = new HashMap<>(server(ports.paper()));
    settings.put("paper.key", tokens.venueKeyId());
    settings.put("paper.secret", tokens.venueSecretKey());
    settings.putAll(options.paperSettings());
    return settings;
  }

  Map<String, String> ofWorker(String databaseUrl, String temporal) {
    Map<String, String> settings = shared("worker", databaseUrl, temporal);
    settings.putAll(server(ports.worker()));
    settings.putAll(options.settings());
    return settings;
  }

  Map<String, String> ofStarter(String databaseUrl, String temporal) {
    Map<String, String> settings = shared("starter", databaseUrl, temporal);
    settings.putAll(server(ports.starter()));
    List<StackIdentity> people = tokens.all();
    for (int i = 0; i < people.size(); i++) {
      settings.put("estop.tokens[" + i + "].name", people.get(i).name());
      settings.put("estop.tokens[" + i + "].role", people.get(i).role());
      settings.put("estop.tokens[" + i + "].token", people.get(i).token());
    }
    settings.putAll(options.settings());
    return settings;
  }

  private static Map<String, String> server(int port) {
    return Map.of(
        "server.port", String.valueOf(port),
        "server.address", "127.0.0.1",
        "spring.main.banner-mode", "off");
  }

  private Map<String, String> shared(String process, String databaseUrl, String temporal) {
    Map<String, String> settings = new HashMap<>();
    settings.put("estop.environment", options.environment());
    settings.put(
        "spring.datasource.url", routed(databaseUrl, process, "postgres", ports.database()));
    settings.put("spring.datasource.username", EmbeddedDatabase.USER);
    settings.put("spring.datasource.password", "");
    settings.put("spring.data.redis.host", "127.0.0.1");
    settings.put(
        "spring.data.redis.port",
        String.valueOf(options.routes().port(process, "redis", ports.redis())));
    settings.put(
        "spring.temporal.connection.target",
        routed(temporal, process, "temporal", ports.temporal()));
    settings.put("spring.temporal.namespace", options.environment());
    settings.putAll(venue());
    settings.putAll(component());
    return settings;
  }

  private String routed(String address, String process, String store, int port) {
    return address.contains(":" + port)
        ? address.replace(":" + port, ":" + options.routes().port(process, store, port))
        : address;
  }

  private Map<String, String> venue() {
    String address = "http://127.0.0.1:" + ports.paper();
    return Map.of(
        "estop.venues[0].name",
        VENUE,
        "estop.venues[0].account",
        ACCOUNT,
        "estop.venues[0].trading-url",
        address,
        "estop.venues[0].data-url",
        address,
        "estop.venues[0].key-id",
        tokens.venueKeyId(),
        "estop.venues[0].secret-key",
        tokens.venueSecretKey(),
        "estop.venues[0].environment",
        options.environment(),
        // The paper venue has no quota unless told so; Alpaca's 200 a minute would only slow a
        // demo.
        "estop.venues[0].requests-per-minute",
        "60000");
  }

  private static Map<String, String> component() {
    return Map.of(
        "estop.components[0].name", COMPONENT,
        "estop.components[0].max-order-quantity", "100",
        "estop.components[0].max-position-quantity", "1000");
  }
}
