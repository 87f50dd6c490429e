// The syntax of java.util.Properties.
#include "broker/config/properties.h"

#include <catch2/catch.hpp>

namespace klamm::config {
namespace {

// "name=value@line" for each property.
std::string parsed(std::string_view text) {
  ParsedProperties result = parse_properties(text);
  CHECK(result.errors.empty());
  std::string all;
  for (const Property& property : result.properties) {
    if (!all.empty()) all += "|";
    all += property.name + "=" + property.value + "@" + std::to_string(property.line);
  }
  return all;
}

TEST_CASE("names end at the first equals sign, colon or blank") {
  CHECK(parsed("a=1\nb:2\nc 3\nd\t4\ne = 5\nf : 6\ng  =  7\n") == "a=1@1|b=2@2|c=3@3|d=4@4|e=5@5|f=6@6|g=7@7");
  CHECK(parsed("a = = b") == "a== b@1");
  CHECK(parsed("a==b") == "a==b@1");
  CHECK(parsed("url http://x:1/?y=z") == "url=http://x:1/?y=z@1");
  CHECK(parsed("alone\nalso=") == "alone=@1|also=@2");
  CHECK(parsed("=nameless") == "=nameless@1");
}

TEST_CASE("values keep their trailing blanks, not their leading ones") {
  CHECK(parsed("a=  x y  ") == "a=x y  @1");
  CHECK(parsed("   a=x") == "a=x@1");
}

TEST_CASE("comments and blank lines") {
  CHECK(parsed("# one\n! two\n  # three\n\n \t\f\na=1 # part of it\n") == "a=1 # part of it@6");
  CHECK(parsed("# no continuation\\\na=1") == "a=1@2");
}

TEST_CASE("a backslash at the end continues a line, two do not") {
  CHECK(parsed("a=1,\\\n    2,\\\n\t3\nb=4") == "a=1,2,3@1|b=4@4");
  CHECK(parsed("a=1\\\\\nb=2") == "a=1\\@1|b=2@2");
  CHECK(parsed("a=1\\\n# not a comment\nb=2") == "a=1# not a comment@1|b=2@3");
  CHECK(parsed("a=1\\") == "a=1@1");
}

TEST_CASE("line ends of all systems") {
  CHECK(parsed("a=1\r\nb=2\rc=3\n\r\nd=4") == "a=1@1|b=2@2|c=3@3|d=4@5");
  CHECK(parsed("a=1\\\r\n  2") == "a=12@1");
}

TEST_CASE("escapes") {
  CHECK(parsed("a\\ b\\=c\\:d=e\\tf\\ng\\qh") == "a b=c:d=e\tf\ngqh@1");
  CHECK(parsed("a=\\u00e4\\u20ac\\uD83D\\uDE00") == "a=ä€😀@1");
  CHECK(parsed("p=C:\\\\data") == "p=C:\\data@1");
  CHECK(parsed("a=ü") == "a=ü@1");
}

TEST_CASE("a broken unicode escape is an error that names its line") {
  ParsedProperties result = parse_properties("a=1\nb=\\u12x4\nc=\\u1\n");
  REQUIRE(result.properties.size() == 1);
  REQUIRE(result.errors.size() == 2);
  CHECK(result.errors[0].starts_with("line 2: "));
  CHECK(result.errors[1].starts_with("line 3: "));
}

TEST_CASE("a name that comes twice is there twice, in order") { CHECK(parsed("a=1\na=2") == "a=1@1|a=2@2"); }

}  // namespace
}  // namespace klamm::config
