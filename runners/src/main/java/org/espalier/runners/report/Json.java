package org.espalier.runners.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** Reports as JSON files. */
public final class Json {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Json() {}

  /** The object on indented lines. */
  public static String pretty(Map<String, ?> object) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(object) + '\n';
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException("no JSON: " + object, unwritable);
    }
  }
}
