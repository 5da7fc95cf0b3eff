#pragma once

#include "core/base/Id.h"
#include "core/base/Result.h"
#include "core/base/UtcTime.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>

namespace gatehouse::store {

// A prepared statement. Bind in order with bindAll() or one by one (parameters count from 1), then step() through the
// rows (columns count from 0) or run() it when it returns none. Destroying it gives it back reset and with its bindings
// cleared. A value kept by a cursor is only valid until the next step.
class Statement
{
public:
    Statement(Statement&&) noexcept;
    Statement& operator=(Statement&&) noexcept;
    ~Statement();

    void bind(int parameter, qint64 value);
    void bind(int parameter, int value) { bind(parameter, qint64(value)); }
    void bind(int parameter, bool value) { bind(parameter, qint64(value ? 1 : 0)); }
    void bind(int parameter, double value);
    void bind(int parameter, const QString& value);
    void bind(int parameter, const QByteArray& blob);
    void bind(int parameter, UtcTime value) { bind(parameter, value.milliseconds()); }
    void bind(int parameter, std::nullopt_t);
    // An id that is not valid is bound as NULL.
    template <typename Tag>
    void bind(int parameter, Id<Tag> id)
    {
        if (id.isValid())
            bind(parameter, id.value());
        else
            bind(parameter, std::nullopt);
    }
    template <typename T>
    void bind(int parameter, const std::optional<T>& value)
    {
        if (value)
            bind(parameter, *value);
        else
            bind(parameter, std::nullopt);
    }
    template <typename... Values>
    void bindAll(const Values&... values)
    {
        int parameter = 0;
        (bind(++parameter, values), ...);
    }

    // True while there is a row.
    Result<bool> step();
    // Runs a statement that returns no rows and resets it for the next binding.
    Result<void> run();
    void reset();

    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] qint64 integer(int column) const;
    [[nodiscard]] bool boolean(int column) const { return integer(column) != 0; }
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] QString text(int column) const;
    [[nodiscard]] QByteArray blob(int column) const;
    [[nodiscard]] UtcTime time(int column) const { return UtcTime::fromMilliseconds(integer(column)); }
    [[nodiscard]] std::optional<UtcTime> optionalTime(int column) const
    {
        return isNull(column) ? std::nullopt : std::optional(time(column));
    }
    // NULL reads as an invalid id.
    template <typename IdType>
    [[nodiscard]] IdType id(int column) const
    {
        return IdType(integer(column));
    }

private:
    friend class Connection;
    struct Private;
    explicit Statement(std::unique_ptr<Private> state);
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::store
