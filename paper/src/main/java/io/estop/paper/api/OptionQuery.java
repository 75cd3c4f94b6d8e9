package io.estop.paper.api;

import io.estop.paper.market.Instrument;
import io.estop.paper.market.OptionSymbol;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Predicate;

/** The filters that contracts and chains share. */
record OptionQuery(Map<String, String> query) {

  boolean matches(Instrument instrument) {
    OptionSymbol option = instrument.option().orElseThrow();
    return is("underlying_symbols", list -> Symbols.parse(list).contains(option.underlying()))
        && is("root_symbol", option.underlying()::equals)
        && is("type", option.type()::equals)
        && is("expiration_date", date -> option.expiration().equals(LocalDate.parse(date)))
        && is("expiration_date_gte", day -> !option.expiration().isBefore(LocalDate.parse(day)))
        && is("expiration_date_lte", day -> !option.expiration().isAfter(LocalDate.parse(day)))
        && is("strike_price_gte", text -> option.strike().compareTo(new BigDecimal(text)) >= 0)
        && is("strike_price_lte", text -> option.strike().compareTo(new BigDecimal(text)) <= 0);
  }

  private boolean is(String name, Predicate<String> test) {
    String text = query.get(name);
    return text == null || text.isBlank() || test.test(text);
  }
}
