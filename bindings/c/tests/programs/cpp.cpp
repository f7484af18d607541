// The C++ header: handles that move, exceptions that tell the place, functions of the host.
#include "check.h"

#include <scimrules.hpp>

#include <thread>
#include <type_traits>

namespace {

using scimrules::Text;

bool contains(Text text, Text part) { return text.find(part) != Text::npos; }

static_assert(!std::is_copy_constructible_v<scimrules::Rules>);
static_assert(std::is_nothrow_move_constructible_v<scimrules::Rules>);
static_assert(std::is_nothrow_move_assignable_v<scimrules::Scratch>);

void errors() {
    try {
        scimrules::Rules rules("map {\n  email = lowr(userName)\n}", "bad.rules");
        CHECK(!"thrown");
    } catch (const scimrules::Error &error) {
        CHECK(error.status() == SCIMRULES_STATUS_RULES_FAILED && error.code() == "E0302");
        CHECK(error.line() == 2 && error.column() == 11);
        CHECK(contains(error.what(), "`lowr`") && contains(error.text(), "bad.rules:2:11"));
        CHECK(contains(error.diagnostics(), "\"E0302\"") && error.scim().empty());
    }
    try {
        scimrules::Filter filter("userName ==");
        CHECK(!"thrown");
    } catch (const scimrules::Error &error) {
        CHECK(error.code() == "invalidFilter" && contains(error.scim(), "invalidFilter"));
    }
}

void host_functions() {
    scimrules::Scratch scratch;
    auto calls = std::make_shared<int>(0);
    scimrules::Compiler compiler;
    compiler
        .function("shout", {SCIMRULES_TYPE_TEXT}, SCIMRULES_TYPE_TEXT,
                  [calls](scimrules::Arguments arguments, scimrules::Reply reply) {
                      ++*calls;
                      if (arguments.text(0) == "?") {
                          throw std::runtime_error("nobody shouts that");
                      }
                      reply.text(std::string(arguments.text(0)) + "!");
                  })
        .account([](Text field, const ScimrulesValue &) -> std::optional<std::string> {
            CHECK(field == "email");
            return "id-1";
        })
        .is_taken([](Text, Text value) { return value == "Ada"; });
    CHECK(calls.use_count() == 2);
    {
        scimrules::Rules first(compiler,
                               "target { email string  login string  manager string }\n"
                               "map {\n"
                               "  email = shout(userName)\n"
                               "  login = first_free(userName, \"{userName}{n}\")\n"
                               "  manager = account(\"email\", userName)\n"
                               "}\n");
        compiler = scimrules::Compiler();
        scimrules::Rules rules = std::move(first);
        auto decision = rules.decide(scratch, R"({"userName": "Ada"})");
        CHECK(decision.action == SCIMRULES_ACTION_CREATE);
        CHECK(contains(decision.json, R"({"email":"Ada!","login":"Ada1","manager":"id-1"})"));
        CHECK(*calls == 1);
        CHECK(contains(rules.decide(scratch, R"({"userName": "?"})").json, "nobody shouts that"));
    }
    // The last of the rules freed the function.
    CHECK(calls.use_count() == 1);
}

void everything_else() {
    scimrules::Scratch scratch;
    scimrules::Rules rules("store \"Directory\"\ntarget { email string  seen dateTime }\n"
                           "map {\n  email = lower(userName)\n  seen = now()\n}\n"
                           "limit create to 1\n");
    CHECK(rules.store() == "Directory" && rules.needs_clock() && !rules.needs_record());
    CHECK(rules.fields(scratch) == R"(["email","seen"])");
    CHECK(contains(rules.attributes_read(scratch), "\"userName\""));
    CHECK(contains(rules.diagnostics(scratch), "["));
    CHECK(contains(rules.test(scratch), "\"results\":[]"));
    scimrules::Defaults defaults("2026-01-31T09:00:00Z");
    Text lines = "{\"userName\": \"A\"}\n{\"userName\": \"B\"}\n{\n";
    scimrules::Tally tally;
    auto decided = rules.decide_lines(scratch, lines, &defaults, 1, tally.get());
    CHECK(decided.decided == 2 && decided.failed == 1);
    CHECK(contains(tally.exceeded(rules, scratch), "\"count\":2,\"allowed\":1"));
    tally.add(rules.decide(scratch, R"({"userName": "C"})", &defaults));
    CHECK(contains(tally.exceeded(rules, scratch), "\"count\":3"));
    CHECK(contains(rules.simulate(scratch, lines, &defaults), "\"requests\":2"));
    CHECK(contains(rules.explain(scratch, R"({"userName": "A"})", &defaults), "\"decision\""));
    CHECK(contains(rules.explain_text(scratch, R"({"userName": "A"})"), "E0812"));
    scimrules::Compiler compiler;
    CHECK(compiler.limits(ScimrulesLimits{}).check(scratch, "map { email = userName }") == "[]");
    scimrules::Filter filter("userName sw \"a\"");
    CHECK(filter.matches(R"({"userName": "Ada"})") && filter.text(scratch) == "userName sw \"a\"");
    CHECK(scimrules::patch(scratch, "{}", R"([{"op": "add", "path": "title", "value": "x"}])") ==
          R"({"title":"x"})");
    CHECK(scimrules::format(scratch, "map{email=userName}") == "map {\n  email = userName\n}\n");
    std::thread other([&rules, &defaults] {
        scimrules::Scratch scratch;
        CHECK(contains(rules.decide(scratch, R"({"userName": "D"})", &defaults).json, "\"d\""));
    });
    other.join();
}

} // namespace

int main() {
    errors();
    host_functions();
    everything_else();
    std::puts("ok");
    return 0;
}
