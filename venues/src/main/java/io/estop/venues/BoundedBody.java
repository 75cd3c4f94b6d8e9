package io.estop.venues;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Collects an answer's bytes up to a bound and a deadline; more or later is a failure. */
public final class BoundedBody implements BodySubscriber<byte[]> {

  /** Far above 500 orders or 200 quotes, far below what hurts. */
  private static final int MOST_BYTES = 16 * 1024 * 1024;

  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Written by the client's first callback, read by whoever ends the body. */
  private volatile Flow.@Nullable Subscription subscription;

  public BoundedBody(Deadline deadline) {
    body.orTimeout(deadline.leftNanos(), TimeUnit.NANOSECONDS)
        .whenComplete((collected, failure) -> hangUpAfter(failure));
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    newSubscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      byte[] chunk = new byte[buffer.remaining()];
      buffer.get(chunk);
      if (bytes.size() + chunk.length > MOST_BYTES) {
        body.completeExceptionally(new IOException("answer longer than " + MOST_BYTES + " bytes"));
        return;
      }
      bytes.writeBytes(chunk);
    }
  }

  @Override
  public void onError(Throwable cause) {
    body.completeExceptionally(cause);
  }

  @Override
  public void onComplete() {
    body.complete(bytes.toByteArray());
  }

  private void hangUpAfter(@Nullable Throwable failure) {
    Flow.Subscription open = subscription;
    if (failure != null && open != null) {
      open.cancel();
    }
  }
}
