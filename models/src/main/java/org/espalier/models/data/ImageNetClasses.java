package org.espalier.models.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * The 1,000 classes of ILSVRC 2012, in the order of the labels that published networks give them:
 * that of their WordNet ids.
 *
 * <p><b>Source:</b> Russakovsky et al., ImageNet large scale visual recognition challenge, 2015.
 */
public final class ImageNetClasses {

  private static final String RESOURCE = "imagenet-classes.tsv";
  private static final List<String[]> ALL = read();

  private ImageNetClasses() {}

  /** WordNet ids; the place is the label. */
  public static List<String> ids() {
    return ALL.stream().map(line -> line[0]).toList();
  }

  /** Names in words; the place is the label. */
  public static List<String> names() {
    return ALL.stream().map(line -> line[1]).toList();
  }

  private static List<String[]> read() {
    try (var in = Objects.requireNonNull(ImageNetClasses.class.getResourceAsStream(RESOURCE));
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines.lines().map(line -> line.split("\t", 2)).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read " + RESOURCE, unreadable);
    }
  }
}
