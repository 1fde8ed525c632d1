package org.espalier.runners.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.xml.parsers.DocumentBuilderFactory;
import org.espalier.models.space.SearchSpaces;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class CellSvgTest {

  @Test
  void everyNodeAndEdgeOfACellIsDrawn() throws Exception {
    var space = SearchSpaces.named("nb201");
    var genotype =
        space.parse(
            "|nor_conv_3x3~0|+|nor_conv_1x1~0|avg_pool_3x3~1|"
                + "+|skip_connect~0|none~1|nor_conv_3x3~2|");
    var svg = CellSvg.of(space.dot(genotype));
    assertThat(texts(svg))
        .containsExactlyInAnyOrder(
            "in",
            "1",
            "2",
            "out",
            "nor_conv_3x3",
            "nor_conv_1x1",
            "avg_pool_3x3",
            "skip_connect",
            "nor_conv_3x3");
    assertThat(parsed(svg).getElementsByTagName("circle").getLength()).isEqualTo(4);
    assertThat(parsed(svg).getElementsByTagName("path").getLength()).isEqualTo(5);
  }

  @Test
  void aNodeMayHaveTwoLines() throws Exception {
    var space = SearchSpaces.named("proxyless");
    var svg = CellSvg.of(space.dot(space.random(new SplittableRandom(1))));
    assertThat(texts(svg)).contains("block1", "block21").noneMatch(text -> text.contains("\\"));
  }

  @Test
  void cellsOfEverySpaceAreWellFormedAndLieWithinTheDrawing() throws Exception {
    var random = new SplittableRandom(1);
    for (var space : SearchSpaces.all()) {
      for (var i = 0; i < 20; i++) {
        var dot = space.dot(space.random(random));
        var svg = parsed(CellSvg.of(dot));
        var edges = dot.lines().filter(line -> line.contains("->")).count();
        assertThat(svg.getElementsByTagName("path").getLength()).isEqualTo((int) edges);
        var box = svg.getDocumentElement().getAttribute("viewBox").split(" ", -1);
        var circles = svg.getElementsByTagName("circle");
        for (var c = 0; c < circles.getLength(); c++) {
          var place = circles.item(c).getAttributes();
          assertThat(Integer.parseInt(place.getNamedItem("cx").getNodeValue()))
              .isBetween(0, Integer.parseInt(box[2]));
          assertThat(Integer.parseInt(place.getNamedItem("cy").getNodeValue()))
              .isBetween(0, Integer.parseInt(box[3]));
        }
      }
    }
  }

  @Test
  void whatIsNoGraphIsNotDrawn() {
    assertThat(CellSvg.of("")).isEmpty();
    assertThat(CellSvg.of("digraph none {\n}\n")).isEmpty();
  }

  private static List<String> texts(String svg) throws Exception {
    var found = parsed(svg).getElementsByTagName("text");
    var texts = new ArrayList<String>();
    for (var i = 0; i < found.getLength(); i++) {
      texts.add(found.item(i).getTextContent());
    }
    return texts;
  }

  private static Document parsed(String svg) throws Exception {
    var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    return builder.parse(new InputSource(new StringReader(svg)));
  }
}
