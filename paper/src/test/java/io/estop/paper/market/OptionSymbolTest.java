package io.estop.paper.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class OptionSymbolTest {
  @Test
  void optionSymbolSaysWhatItIs() {
    OptionSymbol option = OptionSymbol.parse("AAPL261218P00190500").orElseThrow();

    assertThat(option.underlying()).isEqualTo("AAPL");
    assertThat(option.expiration()).isEqualTo("2026-12-18");
    assertThat(option.type()).isEqualTo("put");
    assertThat(option.strike()).isEqualByComparingTo(new BigDecimal("190.5"));
    assertThat(OptionSymbol.parse("AAPL")).isEmpty();
  }
}
