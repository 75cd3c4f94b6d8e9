package io.estop.paper.gateway;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Lets a filter close the connection without an answer, which the servlet API cannot: the valve
 * leaves the means in a request attribute.
 */
final class HangUpValve extends ValveBase {
  private static final String ATTRIBUTE = HangUpValve.class.getName();

  HangUpValve() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    Runnable hangUp = () -> response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
    request.setAttribute(ATTRIBUTE, hangUp);
    getNext().invoke(request, response);
  }

  /** Closes the connection of this request; nothing that is written later reaches the client. */
  static void hangUp(ServletRequest request) {
    if (!(request.getAttribute(ATTRIBUTE) instanceof Runnable hangUp)) {
      throw new IllegalStateException("request came without the means to hang up");
    }
    hangUp.run();
  }
}
