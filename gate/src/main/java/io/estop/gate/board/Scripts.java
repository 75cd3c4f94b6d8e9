package io.estop.gate.board;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Runs scripts by their hash, and by their text where Redis does not know them yet. */
final class Scripts {
  private Scripts() {}

  /**
   * @param <T> what the script's answer is a list of
   */
  static <T> CompletionStage<List<T>> run(
      StatefulRedisConnection<String, String> redis, Script script, String[] keys, String[] args) {
    RedisAsyncCommands<String, String> commands = redis.async();
    return Scripts.<T>byHash(commands, script, keys, args)
        .exceptionallyCompose(
            failure ->
                failure instanceof RedisNoScriptException
                    ? byText(commands, script, keys, args)
                    : CompletableFuture.failedFuture(failure));
  }

  private static <T> RedisFuture<List<T>> byHash(
      RedisAsyncCommands<String, String> commands, Script script, String[] keys, String[] args) {
    return script.readsOnly()
        ? commands.evalshaReadOnly(script.sha1(), ScriptOutputType.MULTI, keys, args)
        : commands.evalsha(script.sha1(), ScriptOutputType.MULTI, keys, args);
  }

  private static <T> RedisFuture<List<T>> byText(
      RedisAsyncCommands<String, String> commands, Script script, String[] keys, String[] args) {
    return script.readsOnly()
        ? commands.evalReadOnly(script.text(), ScriptOutputType.MULTI, keys, args)
        : commands.eval(script.text(), ScriptOutputType.MULTI, keys, args);
  }
}
