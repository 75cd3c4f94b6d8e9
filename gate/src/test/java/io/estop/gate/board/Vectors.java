package io.estop.gate.board;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.ThrowingConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The cases of docs/vectors, which every implementation of the protocol runs. */
public final class Vectors {
  private Vectors() {}

  /** Returns a test for each case of a file, by the case's name. */
  public static Stream<DynamicTest> of(String file, ThrowingConsumer<JsonNode> test) {
    JsonNode cases =
        JsonMapper.shared()
            .readTree(Path.of("../docs/vectors", file + ".json").toFile())
            .get("cases");
    return cases
        .valueStream()
        .map(one -> DynamicTest.dynamicTest(one.get("name").asString(), () -> test.accept(one)));
  }

  /** Returns the texts of a list. */
  public static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }
}
