#pragma once

#include <array>
#include <cstddef>

namespace gatehouse::store {

// The 32 bytes that open the store. Wiped when destroyed; copied only on purpose.
class SecretKey
{
public:
    static constexpr std::size_t Size = 32;
    using Bytes = std::array<unsigned char, Size>;

    explicit SecretKey(const Bytes& bytes)
        : m_bytes(bytes)
    {
    }
    SecretKey(SecretKey&& other) noexcept;
    SecretKey& operator=(SecretKey&& other) noexcept;
    SecretKey(const SecretKey&) = delete;
    SecretKey& operator=(const SecretKey&) = delete;
    ~SecretKey();

    [[nodiscard]] SecretKey copy() const { return SecretKey(m_bytes); }
    [[nodiscard]] const Bytes& bytes() const { return m_bytes; }

private:
    Bytes m_bytes;
};

} // namespace gatehouse::store
