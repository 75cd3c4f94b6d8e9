package io.estop.store.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.estop.store.MovedClock;
import io.estop.store.RealPostgres;
import io.estop.store.configuration.ConfigurationVersions.Answer;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerRow;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

class ConfigurationVersionsTest {
  private static final Map<String, String> VIX = Map.of("circuit_breaker.vix_threshold", "25");
  private static final RealPostgres postgres = RealPostgres.start();
  private final MovedClock clock = new MovedClock();
  private final Ledger ledger = new Ledger(postgres.database(), clock);
  private final ConfigurationVersions versions =
      new ConfigurationVersions(postgres.database(), ledger, clock);

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @BeforeEach
  void empty() {
    postgres.empty();
  }

  @Test
  void nothingIsInForceUntilAnotherPersonApprovesExactlyThis() {
    ConfigurationVersion proposed = versions.propose(0, VIX, "calm market", "anna");

    assertThat(versions.inForce()).isEmpty();
    assertThat(versions.approve(proposed.number(), proposed.approvalHash(), "anna"))
        .isEqualTo(Answer.SAME_PERSON);
    assertThat(versions.approve(proposed.number(), "other", "boris")).isEqualTo(Answer.OTHER_HASH);
    assertThat(versions.approve(99, proposed.approvalHash(), "boris")).isEqualTo(Answer.UNKNOWN);
    assertThat(versions.inForce()).isEmpty();

    assertThat(versions.approve(proposed.number(), proposed.approvalHash(), "boris"))
        .isEqualTo(Answer.APPROVED);

    assertThat(versions.inForce().orElseThrow().settings()).isEqualTo(VIX);
    assertThat(versions.inForce().orElseThrow().approval().orElseThrow().approver())
        .isEqualTo("boris");
    assertThat(versions.approve(proposed.number(), proposed.approvalHash(), "carla"))
        .isEqualTo(Answer.APPROVED_BEFORE);
    assertThat(ledger.about("configuration", actions(), 9))
        .extracting(LedgerRow::actor, LedgerRow::action)
        .containsExactly(
            tuple("anna", "CONFIGURATION_PROPOSED"), tuple("boris", "CONFIGURATION_APPROVED"));
    assertThat(ledger.firstBreak()).isEmpty();
  }

  @Test
  void aProposalMadeBeforeAnotherCameIntoForceIsOutdated() {
    ConfigurationVersion first = versions.propose(0, VIX, "one", "anna");
    ConfigurationVersion second = versions.propose(0, Map.of("enabled", "false"), "two", "boris");

    versions.approve(first.number(), first.approvalHash(), "boris");

    assertThat(versions.approve(second.number(), second.approvalHash(), "anna"))
        .isEqualTo(Answer.OUTDATED);
    assertThat(versions.inForce().orElseThrow().number()).isEqualTo(first.number());
  }

  @Test
  void ofManyApprovedAtOnceOneComesIntoForce() {
    List<ConfigurationVersion> proposed =
        IntStream.range(0, 8)
            .mapToObj(i -> versions.propose(0, VIX, "reason " + i, "anna"))
            .toList();

    List<Answer> answers =
        proposed.parallelStream()
            .map(one -> versions.approve(one.number(), one.approvalHash(), "boris"))
            .toList();

    assertThat(answers).containsOnlyOnce(Answer.APPROVED).contains(Answer.OUTDATED);
    assertThat(ledger.about("configuration", List.of("CONFIGURATION_APPROVED"), 9)).hasSize(1);
  }

  @Test
  void theDatabaseItselfRefusesTheProposerAsApprover() {
    versions.propose(0, VIX, "calm market", "anna");

    assertThatThrownBy(
            () ->
                postgres.tamper(
                    "update configuration_version set approver = 'anna', approved_at = now()"))
        .isInstanceOf(DataIntegrityViolationException.class);
  }

  private static List<String> actions() {
    return List.of("CONFIGURATION_PROPOSED", "CONFIGURATION_APPROVED");
  }
}
