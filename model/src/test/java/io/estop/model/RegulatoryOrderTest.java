package io.estop.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class RegulatoryOrderTest {
  private static final String HASH = Sha256.hex("the order");
  private static final RegulatoryOrder ORDER = new RegulatoryOrder("SEC", "34-99999 (halt)", HASH);

  @Test
  void travelsInFrontOfTheReasonAndBack() {
    String reason = ORDER.reason("trading halt of all NMS stocks");

    assertThat(reason)
        .isEqualTo("[SEC | 34-99999 (halt) | sha256:" + HASH + "] trading halt of all NMS stocks");
    assertThat(RegulatoryOrder.in(reason)).contains(ORDER);
    assertThat(RegulatoryOrder.in("trading halt")).isEmpty();
  }

  @Test
  void theLongestOneFitsIntoACause() {
    RegulatoryOrder longest = new RegulatoryOrder("a".repeat(64), "r".repeat(100), HASH);

    Cause cause = new Cause(TriggerKind.REGULATORY_ACTION, "ann", longest.reason("w".repeat(250)));

    assertThat(RegulatoryOrder.in(cause.reason())).contains(longest);
    assertThatThrownBy(() -> longest.reason("w".repeat(251)))
        .hasMessageContaining("at most 250 characters but had 251");
  }

  @Test
  void whatCouldBeReadTwoWaysIsRefused() {
    assertThatThrownBy(() -> new RegulatoryOrder("SEC | FINRA", "1", HASH))
        .hasMessageContaining("authority must be 1 to 64 characters without '|' and ']'");
    assertThatThrownBy(() -> new RegulatoryOrder("SEC", "1]", HASH))
        .hasMessageContaining("reference must be 1 to 100");
    assertThatThrownBy(() -> new RegulatoryOrder("SEC", "1", HASH.toUpperCase(Locale.ROOT)))
        .hasMessageContaining("64 lower-case hex digits");
  }
}
