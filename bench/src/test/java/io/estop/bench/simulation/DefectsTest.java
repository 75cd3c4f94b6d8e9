package io.estop.bench.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.modelcheck.mutation.Mutant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each defect, put into the real engine, is found within its seeds: 100, of two rare ones 1,000.
 */
class DefectsTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Defects.class)
  void isFoundWithinItsSeeds(Defects defect) throws IOException {
    String[] told =
        new Mutant(folder, defect.edits)
            .call(
                Hunt.class.getName(),
                "hunt",
                String.valueOf(defect.seeds()),
                defect.finding.name());

    System.out.println(defect + ": " + String.join(" ", told));
    assertThat(List.of(told)).as(defect + " shows as " + defect.finding).isNotEmpty();
  }
}
