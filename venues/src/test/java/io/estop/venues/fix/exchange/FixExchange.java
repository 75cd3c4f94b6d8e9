package io.estop.venues.fix.exchange;

import io.estop.venues.fix.exchange.Market.Fill;
import io.estop.venues.fix.exchange.Market.Resting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import quickfix.Application;
import quickfix.ConfigError;
import quickfix.DefaultMessageFactory;
import quickfix.FieldNotFound;
import quickfix.FileStoreFactory;
import quickfix.Group;
import quickfix.InvalidMessage;
import quickfix.Log;
import quickfix.LogFactory;
import quickfix.MemoryStoreFactory;
import quickfix.Message;
import quickfix.MessageStoreFactory;
import quickfix.Session;
import quickfix.SessionID;
import quickfix.SessionSettings;
import quickfix.SocketAcceptor;

/**
 * The exchange's FIX side: one member, one account. A test may take a message out of its hands, or
 * one of its answers. With a folder it outlives its own death.
 */
public final class FixExchange implements AutoCloseable {
  /** The member's name. */
  public static final String MEMBER = "ESTOP";

  /** The exchange's. */
  public static final String NAME = "PARITY";

  private static final SessionID SESSION = new SessionID("FIX.4.4", NAME, MEMBER);
  private static final String ALL_ORDERS = "7";

  /** Whatever the member sent and the session layer passed on, in order, as text. */
  public final List<String> received = new CopyOnWriteArrayList<>();

  /** Each order of the member that was taken, by its id. */
  public final List<String> taken = new CopyOnWriteArrayList<>();

  /** Fills that turned a position around or made one larger. */
  public final List<String> crimes = new CopyOnWriteArrayList<>();

  /** Takes a message of the member out of the exchange's hands where it answers true. */
  public volatile Predicate<Message> intercept = message -> false;

  /** Takes an answer of the exchange out of the wire where it answers true. */
  public volatile Predicate<Message> swallow = message -> false;

  /** What the account is called in answers. */
  public volatile String account;

  /** TradSesStatus: 2 open, 3 closed. */
  public volatile int sessionStatus = 2;

  /** SecurityTradingStatus: 17 ready, 2 halted. */
  public volatile int securityStatus = 17;

  private final Market market = new Market();
  private final SocketAcceptor acceptor;
  private final @Nullable Path journal;
  private int executions;

  /**
   * Starts to listen.
   *
   * @param folder keeps sequence numbers, messages and orders; null keeps nothing
   */
  public FixExchange(int port, String account, @Nullable Path folder) {
    this(port, account, folder, null);
  }

  /** Starts to listen to whoever speaks TLS with that certificate of ours. */
  public FixExchange(
      int port, String account, @Nullable Path folder, @Nullable Certificate certificate) {
    this.account = account;
    this.journal = folder == null ? null : folder.resolve("orders");
    try {
      SessionSettings keys = keys(port, folder);
      if (certificate != null) {
        keys.setString(SESSION, "SocketUseSSL", "Y");
        keys.setString(SESSION, "SocketKeyStore", certificate.keyStore().toString());
        keys.setString(SESSION, "SocketKeyStorePassword", Certificate.PASSWORD);
        keys.setString(SESSION, "KeyStoreType", "PKCS12");
      }
      MessageStoreFactory store =
          folder == null ? new MemoryStoreFactory() : new FileStoreFactory(keys);
      this.acceptor =
          new SocketAcceptor(new Desk(), store, keys, new QuietLogs(), new DefaultMessageFactory());
    } catch (ConfigError broken) {
      throw new IllegalStateException(broken);
    }
  }

  /**
   * Opens the door; positions and quotes stand before it, so that a replay meets the same books.
   */
  public FixExchange open() {
    replay();
    try {
      acceptor.start();
    } catch (ConfigError broken) {
      throw new IllegalStateException(broken);
    }
    return this;
  }

  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }

  private static SessionSettings keys(int port, @Nullable Path folder) {
    SessionSettings keys = new SessionSettings();
    keys.setString(SESSION, "ConnectionType", "acceptor");
    keys.setString(SESSION, "SocketAcceptAddress", "127.0.0.1");
    keys.setLong(SESSION, "SocketAcceptPort", port);
    keys.setString(SESSION, "SocketReuseAddress", "Y");
    keys.setString(SESSION, "StartTime", "00:00:00");
    keys.setString(SESSION, "EndTime", "00:00:00");
    keys.setString(SESSION, "NonStopSession", "Y");
    keys.setLong(SESSION, "HeartBtInt", 10);
    keys.setString(SESSION, "UseDataDictionary", "Y");
    keys.setString(SESSION, "DataDictionary", "io/estop/venues/fix/dictionary.xml");
    keys.setString(SESSION, "ValidateUserDefinedFields", "N");
    if (folder != null) {
      keys.setString(SESSION, "FileStorePath", folder.toString());
    }
    return keys;
  }

  public synchronized void holds(String symbol, String quantity) {
    market.holds(symbol, new BigDecimal(quantity));
  }

  public synchronized BigDecimal position(String symbol) {
    return market.position(symbol);
  }

  /** The house bids or offers. */
  public synchronized void house(String symbol, boolean bids, String quantity, String price) {
    market.enter("house", symbol, bids, new BigDecimal(quantity), new BigDecimal(price), true);
    tellFills();
  }

  /** Another member of the same account's works an order. */
  public synchronized String foreign(String id, String symbol, boolean buys, String price) {
    return market.enter(id, symbol, buys, BigDecimal.TEN, new BigDecimal(price), false).orderId();
  }

  /** Asks the member for messages that it sent before. */
  public void askAgainFor(int first, int last) {
    Message request = message("2");
    request.setInt(7, first);
    request.setInt(16, last);
    send(request);
  }

  public int expectedSequence() {
    return session().getExpectedTargetNum();
  }

  public boolean isLoggedOn() {
    return session().isLoggedOn();
  }

  /** Ends the connection without a word. */
  public void hangUp() {
    try {
      session().disconnect("test", false);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static Session session() {
    Session session = Session.lookupSession(SESSION);
    if (session == null) {
      throw new IllegalStateException("the exchange is closed");
    }
    return session;
  }

  /** Sends any message. */
  public void send(Message message) {
    if (!swallow.test(message)) {
      session().send(message);
    }
  }

  /** Sends a message and lets it look as if it was sent before, under a number of long ago. */
  public void sendPossiblyDuplicate(Message message, int sequence) {
    message.getHeader().setBoolean(43, true);
    message.getHeader().setInt(34, sequence);
    session().send(message, true);
  }

  public static Message message(String type) {
    Message message = new Message();
    message.getHeader().setString(35, type);
    return message;
  }

  private synchronized void take(Message message) throws FieldNotFound {
    received.add(message.toString());
    if (intercept.test(message)) {
      return;
    }
    switch (message.getHeader().getString(35)) {
      case "D" -> order(message, true);
      case "F" -> cancel(message);
      case "q" -> cancelAll(message);
      case "H" -> orderStatus(message);
      case "AF" -> allOrders(message);
      case "AN" -> positions(message);
      case "V" -> quotes(message);
      case "e" -> securityStatus(message);
      case "g" -> tradingSession(message);
      case "BB" -> collateral(message);
      default -> throw new IllegalStateException("not spoken here: " + message);
    }
  }

  private void order(Message message, boolean first) throws FieldNotFound {
    String id = message.getString(11);
    Resting before = market.find(null, id);
    if (before != null) {
      boolean asksForIt = message.getHeader().isSetField(97) && message.getHeader().getBoolean(97);
      send(asksForIt ? report(before, 'I', "0") : rejection(message, 6, "duplicate ClOrdID"));
      return;
    }
    BigDecimal quantity = message.getDecimal(38);
    boolean buys = message.getChar(54) == '1';
    if (message.isSetField(18) && increases(message.getString(55), buys, quantity)) {
      send(rejection(message, 99, "would increase the position"));
      return;
    }
    if (first) {
      write(message);
    }
    taken.add(id);
    Resting order =
        market.enter(id, message.getString(55), buys, quantity, message.getDecimal(44), false);
    if (first) {
      send(taken(order));
    }
    tellFills();
    if (message.getChar(59) == '3' && !order.isOver()) {
      market.cancel(order);
      tell(report(order, '4', nextExecution()));
    }
  }

  private boolean increases(String symbol, boolean buys, BigDecimal quantity) {
    BigDecimal held = market.position(symbol);
    BigDecimal closing = buys ? held.negate() : held;
    return quantity.compareTo(closing) > 0;
  }

  /** The first report shows the order as it was before it met anything. */
  private Message taken(Resting order) {
    Message message = report(order, '0', nextExecution());
    message.setChar(39, '0');
    message.setDecimal(14, BigDecimal.ZERO);
    message.setDecimal(151, order.quantity);
    message.setDecimal(6, BigDecimal.ZERO);
    return message;
  }

  private void tellFills() {
    for (Fill fill : market.takeFills()) {
      BigDecimal held = market.position(fill.order().symbol);
      if (held.signum() != 0 && (held.signum() > 0) == fill.order().buys) {
        crimes.add(fill.order().clientOrderId + " leaves " + held.toPlainString());
      }
      Message report = report(fill.order(), 'F', nextExecution());
      report.setDecimal(31, fill.price());
      report.setDecimal(32, fill.quantity());
      tell(report);
    }
  }

  private void tell(Message report) {
    if (Session.lookupSession(SESSION) != null) {
      send(report);
    }
  }

  private void cancel(Message message) throws FieldNotFound {
    Resting order =
        market.find(message.isSetField(37) ? message.getString(37) : null, message.getString(41));
    if (order == null || order.isOver()) {
      Message reject = message("9");
      reject.setString(37, order == null ? "NONE" : order.orderId());
      reject.setString(11, message.getString(11));
      reject.setString(41, message.getString(41));
      reject.setChar(39, order == null ? '8' : status(order));
      reject.setChar(434, '1');
      reject.setInt(102, order == null ? 1 : 0);
      send(reject);
      return;
    }
    write(message);
    market.cancel(order);
    Message report = report(order, '4', nextExecution());
    report.setString(11, message.getString(11));
    report.setString(41, order.clientOrderId);
    send(report);
  }

  private void cancelAll(Message message) throws FieldNotFound {
    for (Resting order : market.membersOrders()) {
      if (!order.isOver()) {
        market.cancel(order);
        send(report(order, '4', nextExecution()));
      }
    }
    Message answer = message("r");
    answer.setString(11, message.getString(11));
    answer.setString(37, "M" + nextExecution());
    answer.setString(530, ALL_ORDERS);
    answer.setString(531, ALL_ORDERS);
    send(answer);
  }

  private void orderStatus(Message message) throws FieldNotFound {
    Resting order =
        market.find(message.isSetField(37) ? message.getString(37) : null, message.getString(11));
    Message answer = order == null ? unknown() : report(order, 'I', "0");
    answer.setString(790, message.getString(790));
    send(answer);
  }

  private void allOrders(Message message) throws FieldNotFound {
    List<Message> answers = new ArrayList<>();
    for (Resting order : market.membersOrders()) {
      if (!order.isOver()) {
        answers.add(report(order, 'I', "0"));
      }
    }
    int orders = answers.size();
    if (orders == 0) {
      answers.add(unknown());
    }
    for (Message answer : answers) {
      answer.setString(584, message.getString(584));
      answer.setInt(911, orders);
      answer.setBoolean(912, answer == answers.get(answers.size() - 1));
      send(answer);
    }
  }

  private void positions(Message message) throws FieldNotFound {
    List<Map.Entry<String, BigDecimal>> held =
        market.positions().entrySet().stream()
            .filter(entry -> entry.getValue().signum() != 0)
            .toList();
    Message answer = message("AO");
    answer.setString(721, "P" + nextExecution());
    answer.setString(710, message.getString(710));
    answer.setInt(727, held.size());
    answer.setInt(728, held.isEmpty() ? 2 : 0);
    answer.setInt(729, 0);
    answer.setString(1, account);
    answer.setInt(581, 1);
    send(answer);
    for (Map.Entry<String, BigDecimal> position : held) {
      send(positionReport(message.getString(710), position.getKey(), position.getValue()));
    }
  }

  private Message positionReport(String question, String symbol, BigDecimal quantity) {
    BigDecimal[] bid = market.top(symbol, true);
    BigDecimal mark = bid == null ? BigDecimal.ZERO : bid[0];
    Message report = message("AP");
    report.setString(721, "P" + nextExecution());
    report.setString(710, question);
    report.setInt(728, 0);
    report.setString(1, account);
    report.setInt(581, 1);
    report.setString(55, symbol);
    report.setDecimal(730, mark);
    report.setInt(731, 1);
    report.setDecimal(734, mark);
    Group entry = new Group(702, 703);
    entry.setString(703, "TOT");
    entry.setDecimal(quantity.signum() > 0 ? 704 : 705, quantity.abs());
    report.addGroup(entry);
    return report;
  }

  private void quotes(Message message) throws FieldNotFound {
    List<Group> asked = message.getGroups(146);
    for (Group entry : asked) {
      if (!market.knows(entry.getString(55))) {
        Message reject = message("Y");
        reject.setString(262, message.getString(262));
        reject.setChar(281, '0');
        send(reject);
        return;
      }
    }
    for (Group entry : asked) {
      Message snapshot = message("W");
      snapshot.setString(262, message.getString(262));
      snapshot.setString(55, entry.getString(55));
      addSide(snapshot, entry.getString(55), true);
      addSide(snapshot, entry.getString(55), false);
      send(snapshot);
    }
  }

  private void addSide(Message snapshot, String symbol, boolean bids) {
    BigDecimal[] top = market.top(symbol, bids);
    if (top != null) {
      Group entry = new Group(268, 269);
      entry.setChar(269, bids ? '0' : '1');
      entry.setDecimal(270, top[0]);
      entry.setDecimal(271, top[1]);
      snapshot.addGroup(entry);
    }
  }

  private void securityStatus(Message message) throws FieldNotFound {
    Message answer = message("f");
    answer.setString(324, message.getString(324));
    answer.setString(55, message.getString(55));
    answer.setInt(326, securityStatus);
    send(answer);
  }

  private void tradingSession(Message message) throws FieldNotFound {
    Message answer = message("h");
    answer.setString(335, message.getString(335));
    answer.setString(336, "1");
    answer.setInt(340, sessionStatus);
    if (sessionStatus == 3) {
      answer.setString(342, "20991231-14:30:00");
    }
    send(answer);
  }

  private void collateral(Message message) throws FieldNotFound {
    Message answer = message("BA");
    answer.setString(908, "C" + nextExecution());
    answer.setString(909, message.getString(909));
    answer.setInt(910, 3);
    answer.setString(1, account);
    answer.setString(900, "125000.50");
    send(answer);
  }

  private Message rejection(Message order, int reason, String words) throws FieldNotFound {
    Message answer = message("8");
    answer.setString(37, "NONE");
    answer.setString(11, order.getString(11));
    answer.setString(17, nextExecution());
    answer.setChar(150, '8');
    answer.setChar(39, '8');
    answer.setInt(103, reason);
    answer.setString(55, order.getString(55));
    answer.setChar(54, order.getChar(54));
    answer.setString(14, "0");
    answer.setString(151, "0");
    answer.setString(6, "0");
    answer.setString(58, words);
    return answer;
  }

  private static Message unknown() {
    Message answer = message("8");
    answer.setString(37, "NONE");
    answer.setString(11, "NONE");
    answer.setString(17, "0");
    answer.setChar(150, 'I');
    answer.setChar(39, '8');
    answer.setInt(103, 5);
    answer.setString(55, "[N/A]");
    answer.setChar(54, '7');
    answer.setString(14, "0");
    answer.setString(151, "0");
    answer.setString(6, "0");
    return answer;
  }

  private static Message report(Resting order, char kind, String execution) {
    Message answer = message("8");
    answer.setString(37, order.orderId());
    answer.setString(11, order.clientOrderId);
    answer.setString(17, execution);
    answer.setChar(150, kind);
    answer.setChar(39, status(order));
    answer.setString(55, order.symbol);
    answer.setChar(54, order.buys ? '1' : '2');
    answer.setDecimal(38, order.quantity);
    answer.setChar(40, '2');
    answer.setDecimal(151, order.left());
    answer.setDecimal(14, order.filled);
    answer.setDecimal(6, order.averagePrice());
    return answer;
  }

  private static char status(Resting order) {
    if (order.cancelled) {
      return '4';
    }
    if (order.isOver()) {
      return '2';
    }
    return order.filled.signum() > 0 ? '1' : '0';
  }

  private String nextExecution() {
    executions++;
    return "E" + executions;
  }

  private void write(Message message) {
    if (journal == null) {
      return;
    }
    try {
      Files.writeString(
          journal,
          message + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND,
          StandardOpenOption.DSYNC);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private synchronized void replay() {
    if (journal == null || !Files.exists(journal)) {
      return;
    }
    try {
      for (String line : Files.readAllLines(journal, StandardCharsets.UTF_8)) {
        Message message = new Message(line, false);
        if (message.getHeader().getString(35).equals("D")) {
          order(message, false);
        } else {
          Resting order = market.find(null, message.getString(41));
          if (order != null) {
            market.cancel(order);
          }
        }
      }
    } catch (IOException | InvalidMessage | FieldNotFound broken) {
      throw new IllegalStateException("replaying the orders", broken);
    }
  }

  /** Waits until something holds. */
  public static void await(java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited 20 s in vain");
      }
      java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  @Override
  public void close() {
    acceptor.stop(true);
  }

  private final class Desk implements Application {
    @Override
    public void onCreate(SessionID session) {}

    @Override
    public void onLogon(SessionID session) {}

    @Override
    public void onLogout(SessionID session) {}

    @Override
    public void toAdmin(Message message, SessionID session) {}

    @Override
    public void fromAdmin(Message message, SessionID session) {
      received.add(message.toString());
    }

    @Override
    public void toApp(Message message, SessionID session) {}

    @Override
    public void fromApp(Message message, SessionID session) throws FieldNotFound {
      take(message);
    }
  }

  private static final class QuietLogs implements LogFactory, Log {
    @Override
    public Log create(SessionID session) {
      return this;
    }

    @Override
    public void clear() {}

    @Override
    public void onIncoming(String message) {}

    @Override
    public void onOutgoing(String message) {}

    @Override
    public void onEvent(String text) {}

    @Override
    public void onErrorEvent(String text) {}
  }
}
