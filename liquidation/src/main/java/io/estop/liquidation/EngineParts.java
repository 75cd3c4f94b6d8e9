package io.estop.liquidation;

import io.estop.store.Database;
import io.estop.store.attribution.Attributions;
import io.estop.store.attribution.ReturnedOrders;
import io.estop.store.flag.Flag;
import io.estop.store.ledger.Ledger;
import io.estop.store.plan.AccountLockRows;
import io.estop.store.plan.Claims;
import io.estop.store.plan.DirectiveRows;
import io.estop.store.plan.Fills;
import io.estop.store.plan.Positions;
import io.estop.store.plan.Slices;
import io.estop.store.stop.Stops;
import io.estop.store.task.BookReadings;
import io.estop.store.task.Tasks;
import java.time.Clock;

/** What the steps of the engine share. */
record EngineParts(
    Database database,
    Flag flag,
    Stops stops,
    Claims claims,
    Positions positions,
    Slices slices,
    Fills fills,
    Tasks tasks,
    BookReadings readings,
    DirectiveRows directives,
    Ledger ledger,
    Attributions attributions,
    ReturnedOrders returned,
    AccountLockRows locks,
    BoundedStore store,
    LaneOrders lane,
    Venues venues,
    FactsReader factsReader,
    OrderDesk desk,
    Parallel parallel,
    Turn turn,
    LiquidationSettings settings,
    Clock clock) {}
