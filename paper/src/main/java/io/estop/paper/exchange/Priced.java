package io.estop.paper.exchange;

import io.estop.paper.book.Quote;
import io.estop.paper.market.Instrument;

/** An instrument with its quote of one moment. */
public record Priced(Instrument instrument, Quote quote) {}
