package org.espalier.models.space;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.models.operation.MotifGenes;

/**
 * The cells of a learned space as AutoSpace writes them, {@code search_space.config}: JSON with 11
 * lists of cells, each a 4×4 list g with the edge j → i in g[i][j], the expansion in g[0][3] and
 * the two mixes in g[1][3].
 *
 * <p>Source: the released file of AutoSpace (arXiv:2103.11833).
 */
public final class LearnedSpaceFile {
  private static final String NAME = "SuperProxylessNASNets";
  private static final long MOST_BYTES = 1 << 22;
  private static final ObjectMapper JSON = new ObjectMapper();

  private LearnedSpaceFile() {}

  /**
   * The lists of a file.
   *
   * @throws IllegalArgumentException naming the file, the place, what it holds and what it must
   */
  public static List<List<MotifGenes>> read(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IllegalArgumentException("it has more than " + MOST_BYTES + " bytes");
      }
      return parse(Files.readString(file));
    } catch (NoSuchFileException missing) {
      throw new IllegalArgumentException(
          "the learned space %s does not exist: make one by `espalier spaces export`"
              .formatted(file),
          missing);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "cannot read the learned space %s: %s".formatted(file, unreadable), unreadable);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          "%s is not a learned space: %s".formatted(file, wrong.getMessage()), wrong);
    }
  }

  /**
   * The name of the space that a configuration writes as {@code autospace:FILE}, with all that may
   * go beside the cells; any other name stays as it is.
   *
   * @throws IllegalArgumentException naming the file and what is wrong with it
   */
  public static String named(String written) {
    if (!written.startsWith(LearnedSpaceName.PREFIX) || LearnedSpaceName.isName(written)) {
      return written;
    }
    try {
      var lists = read(Path.of(written.substring(LearnedSpaceName.PREFIX.length())));
      return LearnedSpace.of(lists, LearnedExtras.ALL).name();
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("space: " + wrong.getMessage(), wrong);
    }
  }

  /** The lists of a text. */
  static List<List<MotifGenes>> parse(String text) {
    var blocks = tree(text).path("blocks");
    if (!blocks.isArray() || blocks.size() != LearnedSpace.LISTS) {
      throw new IllegalArgumentException(
          "blocks must be %d lists of cells, has %d".formatted(LearnedSpace.LISTS, blocks.size()));
    }
    var lists = new ArrayList<List<MotifGenes>>();
    for (int list = 0; list < blocks.size(); list++) {
      if (!blocks.get(list).isArray()) {
        throw new IllegalArgumentException(
            "blocks[%d] must be a list of cells, was %s".formatted(list, blocks.get(list)));
      }
      var cells = new ArrayList<MotifGenes>();
      for (int at = 0; at < blocks.get(list).size(); at++) {
        cells.add(
            MotifMatrix.genes(blocks.get(list).get(at), "blocks[%d][%d]".formatted(list, at)));
      }
      if (cells.isEmpty()) {
        throw new IllegalArgumentException("blocks[%d] must have cells, has none".formatted(list));
      }
      lists.add(cells);
    }
    return lists;
  }

  /** The text of a file of these lists. */
  public static String text(List<List<MotifGenes>> lists) {
    var root = JsonNodeFactory.instance.objectNode().put("name", NAME);
    var blocks = root.putArray("blocks");
    for (var list : lists) {
      ArrayNode cells = blocks.addArray();
      list.forEach(cell -> cells.add(MotifMatrix.of(cell)));
    }
    return root.toPrettyString() + '\n';
  }

  static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException malformed) {
      throw new IllegalArgumentException(
          "it must be JSON: " + malformed.getOriginalMessage(), malformed);
    }
  }
}
