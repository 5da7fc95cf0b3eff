#pragma once

#include <array>
#include <cstddef>
#include <memory>

namespace gatehouse::store {

// The 32 bytes that open the store. They lie in a page of their own that is locked against swapping and left out of
// core files (as far as the account's limit of locked memory allows), and are wiped when destroyed. Copied only on
// purpose; a moved-from key holds nothing.
class SecretKey
{
public:
    static constexpr std::size_t Size = 32;
    using Bytes = std::array<unsigned char, Size>;

    explicit SecretKey(const Bytes& bytes);

    [[nodiscard]] SecretKey copy() const { return SecretKey(*m_bytes); }
    [[nodiscard]] const Bytes& bytes() const { return *m_bytes; }

private:
    struct WipeAndUnmap
    {
        void operator()(Bytes* bytes) const;
    };
    std::unique_ptr<Bytes, WipeAndUnmap> m_bytes;
};

} // namespace gatehouse::store
