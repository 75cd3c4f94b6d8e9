package io.estop.paper.api;

import io.estop.model.trading.TradingCalendar;
import io.estop.paper.exchange.Exchange;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Alpaca's /v2/clock and /v2/calendar, and the venue's health. */
@RestController
final class ClockController {
  private final Exchange exchange;

  ClockController(Exchange exchange) {
    this.exchange = exchange;
  }

  @GetMapping("/health")
  Map<String, String> health() {
    return Map.of("status", "UP");
  }

  @GetMapping("/v2/clock")
  Map<String, Object> clock() {
    Instant now = exchange.now();
    Map<String, Object> clock = new LinkedHashMap<>();
    clock.put("timestamp", Moments.newYork(now));
    clock.put("is_open", exchange.isOpen());
    clock.put("next_open", Moments.newYork(TradingCalendar.nextOpen(now)));
    clock.put("next_close", Moments.newYork(TradingCalendar.nextClose(now)));
    // Not of Alpaca's API, whose clients read past it: a market-wide halt, while there is one.
    exchange
        .pausedSince()
        .ifPresent(
            since ->
                clock.put(
                    "market_halt",
                    Map.of("text", "the venue is paused", "since", Moments.newYork(since))));
    return clock;
  }

  @GetMapping("/v2/calendar")
  List<Map<String, String>> calendar(
      @RequestParam(required = false) @Nullable LocalDate start,
      @RequestParam(required = false) @Nullable LocalDate end) {
    LocalDate today = exchange.now().atZone(TradingCalendar.NEW_YORK).toLocalDate();
    LocalDate first = start == null ? today.minusYears(1) : start;
    LocalDate last = end == null ? today.plusYears(1) : end;
    return first
        .datesUntil(last.isBefore(first) ? first : last.plusDays(1))
        .filter(TradingCalendar::isTradingDay)
        .map(ClockController::session)
        .toList();
  }

  private static Map<String, String> session(LocalDate day) {
    Map<String, String> session = new LinkedHashMap<>();
    session.put("date", day.toString());
    session.put("open", TradingCalendar.OPEN.toString());
    session.put("close", TradingCalendar.CLOSE.toString());
    session.put("session_open", "0400");
    session.put("session_close", "2000");
    session.put("settlement_date", day.plusDays(1).toString());
    return session;
  }
}
