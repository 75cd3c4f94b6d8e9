package io.estop.paper.api;

import io.estop.paper.account.Account;
import io.estop.paper.exchange.Exchange;
import io.estop.paper.exchange.Valuation;
import io.estop.paper.order.Amounts;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Alpaca's /v2/account and its configurations. */
@RestController
final class AccountController {
  private static final UUID ID =
      UUID.nameUUIDFromBytes("paper account".getBytes(StandardCharsets.UTF_8));

  private final Exchange exchange;

  AccountController(Exchange exchange) {
    this.exchange = exchange;
  }

  @GetMapping("/v2/account")
  Map<String, Object> account() {
    Valuation value = exchange.valuation();
    Map<String, Object> account = new LinkedHashMap<>();
    account.put("id", ID);
    account.put("account_number", "PAPER00001");
    account.put("status", "ACTIVE");
    account.put("crypto_status", "ACTIVE");
    account.put("currency", "USD");
    putAmounts(account, value);
    account.put("multiplier", "2");
    account.put("created_at", "2024-01-02T14:30:00Z");
    account.put("trading_blocked", false);
    account.put("transfers_blocked", false);
    account.put("account_blocked", false);
    account.put("trade_suspended_by_user", exchange.tradeSuspended());
    account.put("shorting_enabled", !exchange.noShorting());
    account.put("pattern_day_trader", false);
    account.put("daytrade_count", 0);
    account.put("options_approved_level", 3);
    account.put("options_trading_level", 3);
    return account;
  }

  /** Cash that people moved; the venue has no other activities to tell. */
  @GetMapping("/v2/account/activities")
  List<Map<String, Object>> activities(@RequestParam(required = false) @Nullable LocalDate after) {
    return exchange.transfers().stream()
        .filter(one -> after == null || one.day().isAfter(after))
        .map(AccountController::activity)
        .toList();
  }

  private static Map<String, Object> activity(Account.Transfer moved) {
    Map<String, Object> activity = new LinkedHashMap<>();
    activity.put("id", moved.id());
    activity.put("activity_type", moved.amount().signum() < 0 ? "CSW" : "CSD");
    activity.put("date", moved.day().toString());
    activity.put("net_amount", Amounts.text(moved.amount()));
    return activity;
  }

  @GetMapping("/v2/account/configurations")
  Map<String, Object> configurations() {
    Map<String, Object> configurations = new LinkedHashMap<>();
    configurations.put("dtbp_check", "entry");
    configurations.put("fractional_trading", true);
    configurations.put("max_margin_multiplier", "2");
    configurations.put("max_options_trading_level", 3);
    configurations.put("no_shorting", exchange.noShorting());
    configurations.put("pdt_check", "entry");
    configurations.put("ptp_no_exception_entry", false);
    configurations.put("suspend_trade", exchange.tradeSuspended());
    configurations.put("trade_confirm_email", "none");
    return configurations;
  }

  @PatchMapping("/v2/account/configurations")
  Map<String, Object> configure(@RequestBody Map<String, Object> changes) {
    exchange.configure(
        changes.get("suspend_trade") instanceof Boolean suspend ? suspend : null,
        changes.get("no_shorting") instanceof Boolean forbid ? forbid : null);
    return configurations();
  }

  private static void putAmounts(Map<String, Object> account, Valuation value) {
    account.put("cash", Amounts.text(value.cash()));
    account.put("equity", Amounts.text(value.equity()));
    account.put("portfolio_value", Amounts.text(value.equity()));
    account.put("last_equity", Amounts.text(value.lastEquity()));
    account.put("long_market_value", Amounts.text(value.longMarketValue()));
    account.put("short_market_value", Amounts.text(value.shortMarketValue()));
    account.put("buying_power", Amounts.text(value.buyingPower()));
    account.put("regt_buying_power", Amounts.text(value.buyingPower()));
    account.put("daytrading_buying_power", "0");
    account.put("non_marginable_buying_power", Amounts.text(value.nonMarginableBuyingPower()));
    account.put("options_buying_power", Amounts.text(value.nonMarginableBuyingPower()));
    account.put("initial_margin", Amounts.text(value.initialMargin()));
    account.put("maintenance_margin", Amounts.text(value.initialMargin()));
    account.put("last_maintenance_margin", Amounts.text(value.initialMargin()));
    account.put("accrued_fees", "0");
    account.put("sma", "0");
  }
}
