package io.estop.paper.api;

import io.estop.paper.exchange.Exchange;
import io.estop.paper.exchange.Refusal;
import io.estop.paper.market.AssetClass;
import io.estop.paper.market.Instrument;
import io.estop.paper.order.Amounts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Alpaca's /v2/assets. */
@RestController
@RequestMapping("/v2/assets")
final class AssetController {
  private final Exchange exchange;

  AssetController(Exchange exchange) {
    this.exchange = exchange;
  }

  @GetMapping
  List<Map<String, Object>> list(
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(name = "asset_class", defaultValue = "us_equity") String assetClass) {
    if (status != null && !status.isEmpty() && !status.equals("active")) {
      return List.of();
    }
    AssetClass wanted = AssetClass.parse(assetClass);
    return exchange.instruments().stream()
        .filter(instrument -> instrument.assetClass() == wanted)
        .map(AssetController::asset)
        .toList();
  }

  @GetMapping("/{*symbol}")
  Map<String, Object> get(@PathVariable String symbol) {
    String name = Symbols.ofPath(symbol);
    return exchange
        .instrument(name)
        .map(AssetController::asset)
        .orElseThrow(() -> Refusal.notFound("asset not found for " + name));
  }

  private static Map<String, Object> asset(Instrument instrument) {
    boolean equity = instrument.assetClass() == AssetClass.US_EQUITY;
    Map<String, Object> asset = new LinkedHashMap<>();
    asset.put("id", instrument.id());
    asset.put("class", instrument.assetClass().toString());
    asset.put("exchange", instrument.exchange());
    asset.put("symbol", instrument.symbol());
    asset.put("name", instrument.symbol() + " on the paper venue");
    asset.put("status", "active");
    asset.put("tradable", true);
    asset.put("marginable", equity);
    asset.put("shortable", instrument.shortable());
    asset.put("easy_to_borrow", instrument.shortable());
    asset.put("fractionable", instrument.fractionable());
    asset.put("maintenance_margin_requirement", equity ? 50 : 100);
    asset.put("price_increment", Amounts.text(instrument.tick()));
    asset.put("min_order_size", Amounts.text(instrument.lot()));
    asset.put("min_trade_increment", Amounts.text(instrument.lot()));
    asset.put("attributes", List.of());
    return asset;
  }
}
