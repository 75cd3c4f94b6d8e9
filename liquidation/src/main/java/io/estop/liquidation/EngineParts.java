package io.estop.liquidation;

import io.estop.store.Database;
import io.estop.store.ledger.Ledger;
import io.estop.store.plan.Claims;
import io.estop.store.plan.Positions;
import io.estop.store.plan.Slices;
import io.estop.store.stop.Stops;
import java.time.Clock;

/** What the steps of the engine share. */
record EngineParts(
    Database database,
    Stops stops,
    Claims claims,
    Positions positions,
    Slices slices,
    Ledger ledger,
    Venues venues,
    FactsReader factsReader,
    OrderDesk desk,
    Parallel parallel,
    LiquidationSettings settings,
    Clock clock) {}
