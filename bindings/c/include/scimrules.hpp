// scimrules for C++17: handles that free themselves, errors as exceptions.
// SPDX-License-Identifier: MIT OR Apache-2.0
//
// It stands on scimrules.h, which says what threads may share and what is borrowed. Handles move and
// do not copy; a handle that was moved away can only be assigned to or destroyed. Texts that are
// borrowed from a scratch are there until its next use.

#ifndef SCIMRULES_HPP
#define SCIMRULES_HPP

#include "scimrules.h"

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace scimrules {

using Text = std::string_view;

// A text of the C interface.
inline Text view(ScimrulesText text) {
    return text.length == 0 ? Text() : Text(text.data, text.length);
}

// What went wrong; `what()` is one sentence.
class Error : public std::runtime_error {
public:
    explicit Error(ScimrulesStatus status, ScimrulesError *error)
        : std::runtime_error(std::string(view(scimrules_error_message(error)))),
          status_(status),
          code_(view(scimrules_error_code(error))),
          text_(view(scimrules_error_text(error))),
          diagnostics_(view(scimrules_error_diagnostics(error))),
          scim_(view(scimrules_error_scim(error))),
          line_(scimrules_error_line(error)),
          column_(scimrules_error_column(error)) {}

    ScimrulesStatus status() const noexcept { return status_; }
    // "E0301" of a diagnostic, "noTarget" of SCIM.
    const std::string &code() const noexcept { return code_; }
    // Everything, for a person.
    const std::string &text() const noexcept { return text_; }
    // Every finding about the rules, as a JSON array.
    const std::string &diagnostics() const noexcept { return diagnostics_; }
    // What a SCIM server answers with, as JSON; empty for any other error.
    const std::string &scim() const noexcept { return scim_; }
    // The place of the first error in the rules, from 1; 0 for any other error.
    std::uint32_t line() const noexcept { return line_; }
    std::uint32_t column() const noexcept { return column_; }

private:
    ScimrulesStatus status_;
    std::string code_, text_, diagnostics_, scim_;
    std::uint32_t line_, column_;
};

namespace detail {

template <typename Handle, void (*Free)(Handle *)>
struct Freeing {
    void operator()(Handle *handle) const noexcept { Free(handle); }
};

template <typename Handle, void (*Free)(Handle *)>
using Owned = std::unique_ptr<Handle, Freeing<Handle, Free>>;

// Calls a function of the C interface, and throws what it fails with.
template <typename Function, typename... Arguments>
void call(Function function, Arguments... arguments) {
    ScimrulesError *error = nullptr;
    ScimrulesStatus status = function(arguments..., &error);
    if (status != SCIMRULES_STATUS_OK) {
        Owned<ScimrulesError, scimrules_error_free> owned(error);
        throw Error(status, error);
    }
}

// Answers through a callback; no exception leaves it.
template <typename Work>
void guarded(ScimrulesReply *reply, Work work) noexcept {
    try {
        work();
    } catch (const std::exception &caught) {
        Text message = caught.what();
        scimrules_reply_error(reply, message.data(), message.size());
    } catch (...) {
        Text message = "the host's function failed";
        scimrules_reply_error(reply, message.data(), message.size());
    }
}

template <typename Function>
void destroy(void *function) {
    delete static_cast<Function *>(function);
}

} // namespace detail

// One thread's memory, used again and again.
class Scratch {
public:
    Scratch() : handle_(scimrules_scratch_new()) {}
    ScimrulesScratch *get() const noexcept { return handle_.get(); }

private:
    detail::Owned<ScimrulesScratch, scimrules_scratch_free> handle_;
};

// What requests have where they do not say. Shared by any number of threads.
class Defaults {
public:
    explicit Defaults(Text now, Text params = {}, bool deletes = false) {
        ScimrulesDefaults *handle = nullptr;
        detail::call(scimrules_defaults_new, now.data(), now.size(), params.data(), params.size(),
                     deletes, &handle);
        handle_.reset(handle);
    }
    ScimrulesDefaults *get() const noexcept { return handle_.get(); }

private:
    detail::Owned<ScimrulesDefaults, scimrules_defaults_free> handle_;
};

// A decision; `json` is borrowed from the scratch.
struct Decision {
    Text json;
    ScimrulesAction action = SCIMRULES_ACTION_NONE;
    bool group = false;
    bool account = false;
};

// Decisions about many requests, one a line.
struct Lines {
    Text json;
    std::uint64_t decided = 0;
    std::uint64_t failed = 0;
};

// Answers a function of the host.
class Reply {
public:
    explicit Reply(ScimrulesReply *reply) : reply_(reply) {}
    void null() { scimrules_reply_null(reply_); }
    void boolean(bool value) { scimrules_reply_boolean(reply_, value); }
    void integer(std::int64_t value) { scimrules_reply_integer(reply_, value); }
    void decimal(double value) { scimrules_reply_decimal(reply_, value); }
    void text(Text value) { scimrules_reply_text(reply_, value.data(), value.size()); }
    // Every later answer is added to the list.
    void list() { scimrules_reply_list(reply_); }
    void error(Text message) { scimrules_reply_error(reply_, message.data(), message.size()); }

private:
    ScimrulesReply *reply_;
};

// The arguments of a function of the host.
class Arguments {
public:
    Arguments(const ScimrulesValue *values, std::size_t count) : values_(values), count_(count) {}
    std::size_t size() const noexcept { return count_; }
    const ScimrulesValue &operator[](std::size_t index) const noexcept { return values_[index]; }
    // The text of a text or dateTime; throws for any other value.
    Text text(std::size_t index) const {
        const ScimrulesValue &value = values_[index];
        if (value.type != SCIMRULES_TYPE_TEXT && value.type != SCIMRULES_TYPE_DATE_TIME) {
            throw std::invalid_argument("the argument is not a text");
        }
        return view(value.content.text);
    }

private:
    const ScimrulesValue *values_;
    std::size_t count_;
};

// Functions of the host; what they throw makes the decision `reject`. Several threads may call them
// at once.
using Function = std::function<void(Arguments, Reply)>;
using Account = std::function<std::optional<std::string>(Text field, const ScimrulesValue &value)>;
using IsTaken = std::function<bool(Text field, Text value)>;

// Limits and functions that rules are compiled with. One thread at a time.
class Compiler {
public:
    Compiler() : handle_(scimrules_compiler_new()) {}
    ScimrulesCompiler *get() const noexcept { return handle_.get(); }

    Compiler &limits(const ScimrulesLimits &limits) {
        detail::call(scimrules_compiler_limits, get(), &limits);
        return *this;
    }

    Compiler &function(Text name, const std::vector<std::uint32_t> &parameters,
                       std::uint32_t returns, Function function) {
        ScimrulesFunction call = [](void *data, const ScimrulesValue *values, std::size_t count,
                                    ScimrulesReply *reply) {
            detail::guarded(reply, [&] {
                (*static_cast<Function *>(data))(Arguments(values, count), Reply(reply));
            });
        };
        void *data = new Function(std::move(function));
        detail::call(scimrules_compiler_function, get(), name.data(), name.size(),
                     parameters.data(), parameters.size(), returns, call, data,
                     &detail::destroy<Function>);
        return *this;
    }

    Compiler &account(Account account) {
        ScimrulesAccount call = [](void *data, ScimrulesText field, const ScimrulesValue *value,
                                   ScimrulesReply *reply) {
            detail::guarded(reply, [&] {
                if (auto id = (*static_cast<Account *>(data))(view(field), *value)) {
                    Reply(reply).text(*id);
                }
            });
        };
        void *data = new Account(std::move(account));
        detail::call(scimrules_compiler_account, get(), call, data, &detail::destroy<Account>);
        return *this;
    }

    Compiler &is_taken(IsTaken is_taken) {
        ScimrulesIsTaken call = [](void *data, ScimrulesText field, ScimrulesText value,
                                   ScimrulesReply *reply) {
            detail::guarded(reply, [&] {
                Reply(reply).boolean((*static_cast<IsTaken *>(data))(view(field), view(value)));
            });
        };
        void *data = new IsTaken(std::move(is_taken));
        detail::call(scimrules_compiler_is_taken, get(), call, data, &detail::destroy<IsTaken>);
        return *this;
    }

    // Every error, warning and hint as a JSON array, borrowed from the scratch.
    Text check(Scratch &scratch, Text source, Text name = "rules") const {
        ScimrulesText found = {nullptr, 0};
        detail::call(scimrules_check, get(), scratch.get(), name.data(), name.size(), source.data(),
                     source.size(), &found);
        return view(found);
    }

private:
    detail::Owned<ScimrulesCompiler, scimrules_compiler_free> handle_;
};

// Compiled rules. They do not change, and are shared by any number of threads.
class Rules {
public:
    explicit Rules(Text source, Text name = "rules") : Rules(nullptr, source, name) {}
    Rules(const Compiler &compiler, Text source, Text name = "rules")
        : Rules(compiler.get(), source, name) {}
    ScimrulesRules *get() const noexcept { return handle_.get(); }

    Decision decide(Scratch &scratch, Text request, const Defaults *defaults = nullptr) const {
        ScimrulesDecision found = {{nullptr, 0}, SCIMRULES_ACTION_NONE, false, false};
        detail::call(scimrules_decide, get(), scratch.get(), pointer(defaults), request.data(),
                     request.size(), &found);
        return {view(found.json), found.action, found.group, found.account};
    }

    // Requests and decisions as NDJSON, one a line.
    Lines decide_lines(Scratch &scratch, Text requests, const Defaults *defaults = nullptr,
                       std::size_t threads = 1, ScimrulesTally *tally = nullptr) const {
        ScimrulesLines found = {{nullptr, 0}, 0, 0};
        detail::call(scimrules_decide_lines, get(), scratch.get(), pointer(defaults),
                     requests.data(), requests.size(), threads, tally, &found);
        return {view(found.json), found.decided, found.failed};
    }

    // What a batch would do, as JSON.
    Text simulate(Scratch &scratch, Text requests, const Defaults *defaults = nullptr,
                  std::size_t threads = 1,
                  std::uint64_t accounts = SCIMRULES_ACCOUNTS_OF_BATCH) const {
        ScimrulesText found = {nullptr, 0};
        detail::call(scimrules_simulate, get(), scratch.get(), pointer(defaults), requests.data(),
                     requests.size(), threads, accounts, &found);
        return view(found);
    }

    // Why, as JSON.
    Text explain(Scratch &scratch, Text request, const Defaults *defaults = nullptr) const {
        ScimrulesText found = {nullptr, 0};
        detail::call(scimrules_explain, get(), scratch.get(), pointer(defaults), request.data(),
                     request.size(), &found);
        return view(found);
    }

    // Why, for a person.
    Text explain_text(Scratch &scratch, Text request, const Defaults *defaults = nullptr) const {
        ScimrulesText found = {nullptr, 0};
        detail::call(scimrules_explain_text, get(), scratch.get(), pointer(defaults),
                     request.data(), request.size(), &found);
        return view(found);
    }

    bool needs_record() const {
        bool needs = false;
        detail::call(scimrules_rules_needs_record, get(), &needs);
        return needs;
    }

    bool needs_clock() const {
        bool needs = false;
        detail::call(scimrules_rules_needs_clock, get(), &needs);
        return needs;
    }

    // What the rules are for; borrowed from the rules.
    Text store() const {
        ScimrulesText found = {nullptr, 0};
        detail::call(scimrules_rules_store, get(), &found);
        return view(found);
    }

    // JSON arrays, borrowed from the scratch.
    Text attributes_read(Scratch &scratch) const {
        return told(scimrules_rules_attributes_read, scratch);
    }
    Text fields(Scratch &scratch) const { return told(scimrules_rules_fields, scratch); }
    Text diagnostics(Scratch &scratch) const { return told(scimrules_rules_diagnostics, scratch); }
    // The tests in the rules, run: a JSON object.
    Text test(Scratch &scratch) const { return told(scimrules_rules_test, scratch); }

private:
    Rules(const ScimrulesCompiler *compiler, Text source, Text name) {
        ScimrulesRules *handle = nullptr;
        detail::call(scimrules_compile, compiler, name.data(), name.size(), source.data(),
                     source.size(), &handle);
        handle_.reset(handle);
    }

    static const ScimrulesDefaults *pointer(const Defaults *defaults) noexcept {
        return defaults == nullptr ? nullptr : defaults->get();
    }

    template <typename Tell>
    Text told(Tell tell, Scratch &scratch) const {
        ScimrulesText found = {nullptr, 0};
        detail::call(tell, get(), scratch.get(), &found);
        return view(found);
    }

    detail::Owned<ScimrulesRules, scimrules_rules_free> handle_;
};

// Counts the decisions of a batch, and judges its limits. One thread at a time.
class Tally {
public:
    Tally() : handle_(scimrules_tally_new()) {}
    ScimrulesTally *get() const noexcept { return handle_.get(); }

    void add(const Decision &decision) {
        ScimrulesDecision counted = {{nullptr, 0}, decision.action, decision.group,
                                     decision.account};
        detail::call(scimrules_tally_add, get(), &counted);
    }

    // The limits that are exceeded as a JSON array, borrowed from the scratch; `[]` where none is.
    Text exceeded(const Rules &rules, Scratch &scratch,
                  std::uint64_t accounts = SCIMRULES_ACCOUNTS_OF_BATCH) const {
        ScimrulesText found = {nullptr, 0};
        detail::call(scimrules_tally_exceeded, get(), rules.get(), scratch.get(), accounts, &found);
        return view(found);
    }

private:
    detail::Owned<ScimrulesTally, scimrules_tally_free> handle_;
};

// A SCIM filter. Shared by any number of threads.
class Filter {
public:
    explicit Filter(Text filter) {
        ScimrulesFilter *handle = nullptr;
        detail::call(scimrules_filter_parse, filter.data(), filter.size(), &handle);
        handle_.reset(handle);
    }

    bool matches(Text resource) const {
        bool matches = false;
        detail::call(scimrules_filter_matches, handle_.get(), resource.data(), resource.size(),
                     &matches);
        return matches;
    }

    // The filter in its one spelling, borrowed from the scratch.
    Text text(Scratch &scratch) const {
        ScimrulesText found = {nullptr, 0};
        detail::call(scimrules_filter_text, handle_.get(), scratch.get(), &found);
        return view(found);
    }

private:
    detail::Owned<ScimrulesFilter, scimrules_filter_free> handle_;
};

// A resource after a SCIM PATCH, borrowed from the scratch.
inline Text patch(Scratch &scratch, Text resource, Text patch,
                  const ScimrulesPatchOptions *options = nullptr) {
    ScimrulesText found = {nullptr, 0};
    detail::call(scimrules_patch, scratch.get(), resource.data(), resource.size(), patch.data(),
                 patch.size(), options, &found);
    return view(found);
}

// Rules in their one layout, borrowed from the scratch.
inline Text format(Scratch &scratch, Text source) {
    ScimrulesText found = {nullptr, 0};
    detail::call(scimrules_format, scratch.get(), source.data(), source.size(), &found);
    return view(found);
}

} // namespace scimrules

#endif // SCIMRULES_HPP
