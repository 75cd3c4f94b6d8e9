package io.estop.modelcheck.redis;

import io.estop.modelcheck.redis.MemoryRedis.RedisError;
import io.estop.modelcheck.redis.MemoryRedis.Status;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.OneArgFunction;
import org.luaj.vm2.lib.VarArgFunction;
import org.luaj.vm2.lib.jse.JsePlatform;

/**
 * Runs the product's scripts, unchanged, in LuaJ, with Redis' conversions between Lua and replies.
 */
final class LuaScripts {
  private final Globals globals = JsePlatform.standardGlobals();
  private final Map<String, LuaValue> compiled = new HashMap<>();
  private final Function<List<String>, @Nullable Object> commands;

  LuaScripts(Function<List<String>, @Nullable Object> commands) {
    this.commands = commands;
    LuaTable redis = new LuaTable();
    redis.set("call", new Call(false));
    redis.set("pcall", new Call(true));
    redis.set("sha1hex", new Sha1());
    globals.set("redis", redis);
    globals.set("unpack", globals.get("table").get("unpack"));
  }

  /** Returns texts, or lists of them. */
  List<Object> run(String text, String[] keys, String[] arguments) {
    globals.set("KEYS", table(keys));
    globals.set("ARGV", table(arguments));
    return reply(compiled.computeIfAbsent(text, this::compile).call());
  }

  // Redis takes the first line for itself.
  private LuaValue compile(String text) {
    return globals.load(text.startsWith("#!") ? "--" + text : text, "script");
  }

  private static LuaTable table(String[] values) {
    LuaTable table = new LuaTable();
    for (int i = 0; i < values.length; i++) {
      table.set(i + 1, LuaValue.valueOf(values[i]));
    }
    return table;
  }

  private static List<Object> reply(LuaValue answer) {
    List<Object> found = new ArrayList<>();
    for (int i = 1; !answer.get(i).isnil(); i++) {
      LuaValue value = answer.get(i);
      if (value.istable()) {
        found.add(reply(value));
      } else if (value.type() == LuaValue.TNUMBER) {
        found.add(Long.toString(value.tolong()));
      } else {
        found.add(value.tojstring());
      }
    }
    return found;
  }

  private static LuaValue toLua(@Nullable Object reply) {
    if (reply == null) {
      return LuaValue.FALSE;
    }
    if (reply instanceof Long number) {
      return LuaValue.valueOf(number.doubleValue());
    }
    if (reply instanceof Status status) {
      LuaTable table = new LuaTable();
      table.set("ok", status.text());
      return table;
    }
    if (reply instanceof List<?> list) {
      LuaTable table = new LuaTable();
      for (int i = 0; i < list.size(); i++) {
        table.set(i + 1, toLua(list.get(i)));
      }
      return table;
    }
    return LuaValue.valueOf((String) reply);
  }

  private final class Call extends VarArgFunction {
    private final boolean isProtected;

    Call(boolean isProtected) {
      this.isProtected = isProtected;
    }

    @Override
    public Varargs invoke(Varargs words) {
      List<String> texts = new ArrayList<>();
      for (int i = 1; i <= words.narg(); i++) {
        texts.add(words.arg(i).tojstring());
      }
      try {
        return toLua(commands.apply(texts));
      } catch (RedisError error) {
        if (!isProtected) {
          throw error;
        }
        LuaTable table = new LuaTable();
        table.set("err", String.valueOf(error.getMessage()));
        return table;
      }
    }
  }

  private static final class Sha1 extends OneArgFunction {
    @Override
    public LuaValue call(LuaValue text) {
      try {
        byte[] bytes = text.checkjstring().getBytes(StandardCharsets.UTF_8);
        byte[] digest = MessageDigest.getInstance("SHA-1").digest(bytes);
        return LuaValue.valueOf(HexFormat.of().formatHex(digest));
      } catch (NoSuchAlgorithmException noSuchJava) {
        throw new IllegalStateException("every Java has SHA-1", noSuchJava);
      }
    }
  }
}
