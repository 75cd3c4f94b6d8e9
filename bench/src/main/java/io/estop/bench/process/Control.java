package io.estop.bench.process;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** One line asked, one line answered, between a bench and one of its child processes. */
public final class Control implements AutoCloseable {
  private final Socket socket;
  private final BufferedReader in;
  private final BufferedWriter out;

  Control(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    this.in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    this.out =
        new BufferedWriter(
            new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.US_ASCII));
  }

  /** In the child: connects to the bench that listens on this port. */
  public static Control connect(int port) throws IOException {
    return new Control(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** In the child: answers until the bench has gone. */
  public void serve(UnaryOperator<String> answers) throws IOException {
    for (String asked = in.readLine(); asked != null; asked = in.readLine()) {
      write(answers.apply(asked));
    }
  }

  /** In the child: takes what the bench says first, a secret for instance. */
  public String first() throws IOException {
    String said = in.readLine();
    if (said == null) {
      throw new IOException("the bench has gone before it said anything");
    }
    write("heard");
    return said;
  }

  /** In the bench: sends a question whose answer {@link #receive} waits for. */
  public synchronized void send(String question) {
    try {
      write(question);
    } catch (IOException e) {
      throw new UncheckedIOException("a child process of the bench is gone", e);
    }
  }

  /** In the bench: waits for the answer to {@link #send}, with a bound. */
  public synchronized String receive(Duration bound) {
    try {
      socket.setSoTimeout(Math.toIntExact(bound.toMillis()));
      String answer = in.readLine();
      if (answer == null) {
        throw new IOException("it has ended");
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException("a child process of the bench does not answer", e);
    }
  }

  /** In the bench: asks and waits for the answer. */
  public synchronized String ask(String question, Duration bound) {
    send(question);
    return receive(bound);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String line) throws IOException {
    out.write(line + "\n");
    out.flush();
  }
}
