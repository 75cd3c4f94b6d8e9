package io.estop.venues.fix;

import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.write.WriteRequest;

/** Tells a departure when its bytes leave; the library itself says only that it queued them. */
final class WriteWatch extends IoFilterAdapter {
  @Override
  public void filterWrite(NextFilter next, IoSession session, WriteRequest request)
      throws Exception {
    Departure.current().ifPresent(departure -> departure.handOver(request.getFuture(), session));
    super.filterWrite(next, session, request);
  }
}
