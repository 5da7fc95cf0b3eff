#pragma once

#include "core/base/Error.h"

#include <optional>
#include <utility>
#include <variant>

namespace gatehouse {

// A value or the Error that stood against it. Asking the wrong one is a programming error and asserts.
template <typename T>
class [[nodiscard]] Result
{
public:
    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    {
    }
    Result(Error error)
        : m_state(std::in_place_index<1>, std::move(error))
    {
    }

    [[nodiscard]] bool isOk() const { return m_state.index() == 0; }
    explicit operator bool() const { return isOk(); }

    [[nodiscard]] const T& value() const&
    {
        Q_ASSERT(isOk());
        return *std::get_if<0>(&m_state);
    }
    [[nodiscard]] T& value() &
    {
        Q_ASSERT(isOk());
        return *std::get_if<0>(&m_state);
    }
    [[nodiscard]] T&& value() &&
    {
        Q_ASSERT(isOk());
        return std::move(*std::get_if<0>(&m_state));
    }
    const T& operator*() const& { return value(); }
    T& operator*() & { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    const T* operator->() const { return &value(); }
    T* operator->() { return &value(); }

    [[nodiscard]] const Error& error() const
    {
        Q_ASSERT(!isOk());
        return *std::get_if<1>(&m_state);
    }

private:
    std::variant<T, Error> m_state;
};

// Success without a value, or an Error.
template <>
class [[nodiscard]] Result<void>
{
public:
    Result() = default;
    Result(Error error)
        : m_error(std::move(error))
    {
    }

    [[nodiscard]] bool isOk() const { return !m_error.has_value(); }
    explicit operator bool() const { return isOk(); }
    [[nodiscard]] const Error& error() const
    {
        Q_ASSERT(m_error.has_value());
        return *m_error;
    }

private:
    std::optional<Error> m_error;
};

inline Error failure(ErrorCode code, QString detail = {})
{
    return Error { code, std::move(detail) };
}

} // namespace gatehouse

// Leaves the function with the error of a Result<void> expression.
#define GATEHOUSE_TRY(expression)                                                                                      \
    do {                                                                                                               \
        if (auto gatehouseOutcome = (expression); !gatehouseOutcome)                                                   \
            return gatehouseOutcome.error();                                                                           \
    } while (false)

// Declares `variable` from a Result expression, or leaves the function with its error.
#define GATEHOUSE_TRY_ASSIGN(variable, expression)                                                                     \
    auto variable##Outcome = (expression);                                                                             \
    if (!variable##Outcome)                                                                                            \
        return variable##Outcome.error();                                                                              \
    auto& variable = *variable##Outcome
