package io.estop.breaker.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.breaker.Rule;
import io.estop.model.breaker.RulesRefusedException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuleFileTest {
  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @MethodSource("examples")
  void readsEveryExample(Path example) {
    assertThat(RuleFile.read(example)).isNotEmpty().extracting(Rule::owner).isNotEmpty();
  }

  @Test
  void namesTheFileWithEachThingThatIsWrong() throws IOException {
    Path file = Files.writeString(folder.resolve("bad.yml"), "rules:\n  - name: a\n    trip: x\n");

    assertThatThrownBy(() -> RuleFile.read(file))
        .isInstanceOfSatisfying(
            RulesRefusedException.class,
            refused ->
                assertThat(refused.errors())
                    .hasSizeGreaterThan(2)
                    .allMatch(error -> error.startsWith(file + ": ")));
  }

  @Test
  void saysWhatIsNoYamlAndWhatCannotBeRead() throws IOException {
    Path file = Files.writeString(folder.resolve("bad.yml"), "rules: [");

    assertThatThrownBy(() -> RuleFile.read(file)).hasMessageStartingWith(file + " is no YAML");
    assertThatThrownBy(() -> RuleFile.read(folder.resolve("none.yml")))
        .hasMessageEndingWith("none.yml cannot be read: there is no such file");
  }

  @Test
  void aRelativePathBeginsAtTheWorkingDirectoryAndIsNamedInFull() {
    assertThat(book("../config/rules/default.yml").find("vix")).isPresent();
    assertThatThrownBy(() -> book("../config/rules/absent.yml"))
        .isInstanceOf(RulesRefusedException.class)
        .hasMessage(
            Path.of("").toAbsolutePath().getParent()
                + "/config/rules/absent.yml cannot be read: there is no such file");
  }

  private static RuleBook book(String file) {
    return StandardRules.book(List.of(file), "firm", BigDecimal.TEN, 2);
  }

  static Stream<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../config/rules"))) {
      return files.sorted().toList().stream();
    }
  }
}
