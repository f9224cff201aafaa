# SPDX-FileCopyrightText: The Cavendish authors
# SPDX-FileCopyrightText: 2019 Google LLC (turbo)
# SPDX-License-Identifier: Apache-2.0
"""The 256 colours of plasma, inferno, viridis and turbo, as published, to 1/65535.

plasma, inferno and viridis are by Nathaniel J. Smith and Stefan van der Walt (and, for viridis, Eric Firing),
who gave them to the public domain (CC0). turbo is by Anton Mikhailov of Google, under Apache-2.0. All were
read from matplotlib 3.11; nothing of matplotlib is needed to read them here.
"""

import base64

import numpy as np
from numpy.typing import NDArray


def colormap(name: str) -> NDArray[np.float64]:
    """Return the (256, 3) colours of a map, in [0, 1], from its low end to its high end."""
    words = np.frombuffer(base64.b64decode(TABLES[name]), "<u2")
    return np.asarray(words.reshape(256, 3) / 65535)


TABLES: dict[str, str] = {
    "plasma": (
        "5gyhBymHRBBHB3qIShP3BrqJExawBuuKrBhxBg6MIRs5BiaNeR0IBjOOuB/bBTaP5CGzBTGQ/iONBSSRCyZqBRCSCyhJBfWS"
        "ACoqBdWT7CsLBa+Uzy3uBISVqy/QBFSWgTGzBB+XUDOVBOaXGjV3BKmY3zZYBGeZoDg5BCKaXToZBNiaFjz4A4ubzD3WAzmc"
        "fz+yA+ScL0GOA4ud3UJoAy+eiERBA86eMUYaA2qf2EfxAgKgfknHApagIUudAiahw0xzArGhY05HAjmiA1AcAr2ioFHwATyj"
        "PVPFAbaj2FSaAS2kclZwAZ6kC1hHAQulo1kfAXOlOlv5ANal0FzVADSmZV6zAI2m+V+TAOGmjGF3AC+nHmNeAHenr2RJALqn"
        "P2Y4APinz2csAC+oXWkmAGCo6molAIyodmwqALGoAm42AM+ojG9KAOioFXFlAPqonXKIAAWpJHS1AAmpqXXqAAepLncqAf6o"
        "sXh0Ae6oM3rJAdios3sqArqoMn2YApWosH4SA2moLICZAzaopoEuBPynH4PSBLunl4SFBXOnDIZIBiSngIcaB86m8oj+B3Gm"
        "YoryCA2m0Iv5CaKlPY0LCzClp44eDLikD5AyDTmkdZFHDrSj2ZJeDymjO5R2EJeimpWOEf+h95aoEmKhUpjDE7+gqpneFBag"
        "AJv6FWifVJwYF7SepZ01GPyd9J5UGT+dQKBzGn6ciqGSG7ib0aKyHO6aFaTSHSCaV6XzHk+Zl6YUIHqY06c2IaGXDqlXIsaW"
        "Rap5I+iVequbJAeVray9JSSU3a3fJj+TCq8CKFiSNbAkKW+RXbFHKoSQg7JpK5iPprOLLKqOx7SuLbyN5rXQLs2MArfzL9yL"
        "HLgVMeuKM7k3MvqJSLpZMwiJW7t8NBaIa7yeNSSHeb3ANjKGhb7iN0GFj78DOU+El8AlOl2DnMFHO2yCoMJpPHuBocOKPYuA"
        "ocSsPpt/nsXOP6x+msbvQL19k8cRQs98i8gzQ+J7gclVRPV6dcp3RQl6Z8uZRh55V8y7RzN4Rs3dSEl3Ms7/SWB2Hc8iS3h1"
        "B9BFTJF07tBoTapz1NGLTsRyuNKuT95xmtPSUPpwe9T2URZwWtUbUzJvONZAVE9uFNdlVW1t7teLVoxsxtixV6trndnYWMpq"
        "ctr/WeppRtsnWwppGNxPXCto6Nx4XU1ntt2iXm5mg97MX5BlTt/3YLNkGOAjYtVj3+BPY/hipeF8ZBtiauKrZT5hLOPZZmJg"
        "7OMJaIVfq+Q6aaleaOVsasxdI+aea/Bc3ObSbBRck+cHbjhbSOg9b1xa++hzcIBZrOmrcaRYW+rlcsdXCOsfdOtWs+tadQ9W"
        "XOyXdjJVAu3Vd1ZUpu0UeXlTSO5VepxS5+6Xe79Rhe/afOJQH/AffgVQt/BlfydPTfGsgEpO4PH1gWxNcfJAg45M//KMhLBL"
        "ivPZhdJKE/Qoh/RJmfR4iBZJHPXKiTdInPUei1lHGfZzjHpGlPbKjZxFC/cij71Ef/d8kN9D8PfXkQBDXvg0kyFCyfiTlENB"
        "Mfn0lWVAlflWl4c/9vm6mKk+VPofmss9rvqHm+48BfvwnBI8WPtanjU7qPvGn1o68/s1oX85PPykoqU4gPwWpMs3wfyJpfM2"
        "/vz+phw2N/11qEY1a/3tqXE0nP1nq58zyf3jrM4y8v1hrv8xFv7hrzIxNv5isWgwUv7lsqAvav5ptNwuff7wtRsui/54t10t"
        "lf4CuaQsmv6Nuu8rm/4bvD8rlv6qvZUqjf46v/Apf/7NwFIpbP5hwrooVP73wyooNv6PxaEnFP4oxyEn7P3DyKsmv/1gyj0m"
        "jP3+y9slVf2ezYMlF/1AzzYl1Pzj0PUki/yI0sAkPfwu1Jgk6PvW1X0kjvuA124kLvsr2WwkyfrY2ngkXfqG3I8k7Pk13rMk"
        "dPnm3+Ek9/iZ4RoldPhM41sl6/cB5aMlXfe35u8lyfZv6D0mMPYn6ogmkvXg680m8PSa7QQnS/RV7yYno/MQ8SYn+/LM8vUm"
        "VPKG9Hwms/E/9pklH/H19xYkpPCj+Z4h"
    ),
    "inferno": (
        "YAAfAI0DlQBTAMEE2ACTADUGKgHeAOoHigEzAd8J9wGSAf0LcwL5AR4O/AJpAj8QlQPgAmUSPQRdA40U9gTgA7kWvwVnBOoY"
        "mgbzBB4biQeBBVgdjAgRBpcfpQmjBtoh0Qo0ByIkAwzDB3EmOA1QCMUocw7ZCB0rtA9eCXot+xDbCd0vSRJRCkQynhO6Cq80"
        "+xQYCx03YBZoC405zherC/87RBnhC3A+xBoJDOFATBwiDE5D3R0uDLdFdx8rDBhIGSEbDHFKwiL/C75McyTWC/1OKSakCyxR"
        "5idoC0lTpikmC1FVaSvhCkNXLi2ZCh1Z9S5TCt9avDAQCodcgjLVCRZeRzSiCYxfCjZ7CelgyzdgCS5iijlSCVxjRjtSCXRk"
        "/zxgCXdltj58CWZmakCnCUNnG0LgCQ9oykMmCspod0V6CndpIUfYChVqyUg/C6Zqb0qvCytrFEwnDKVrtk2lDBRsWE8pDXls"
        "+FCxDdRsllI+DidtNFTODnFt0FVgD7NtbFf0D+5tB1mLECJuoVoiEU9uO1y6EXZu1F1TEpdubV/sErFuBmGFE8ZunmIeFNZu"
        "NmS4FOBuzmVQFeVuZWfoFeRu/WiAFt9ulGoXF9VuLGyuF8Zuw21EGLJuW2/ZGJpu83BuGX1uinICGltuInSWGjVuunUpGwpu"
        "Une7G9tt6nhNHKdtgnreHG9tG3xvHTJts33/HfFsTH+QHqts5IAfH2FsfYKvHxJsFoQ/IL9rr4XOIGdrSIdeIQtr4IjuIapq"
        "eYp9IkVqEowOI9tpq42eI21pQ48vJPpo25DBJINoc5JTJQdoC5TmJYdno5V6JgJnOpcOJ3lm0JikJ+tlZ5o7KFll/JvTKMJk"
        "kp1tKSdkJp8IKodjuqCkKuNiTaJDKzpi36PjK41hcaWFLNxgAacqLSZgkKjQLWxfH6p5Lq5erKskL+tdN63SLyVdwq6DMFpc"
        "S7A2MYxb0rHtMblaWLOmMuJZ3LRjMwhZX7YjNClY37fmNEdXXrmtNWFW27p3NnhVVbxFN4tUzb0YOJpTQ7/uOKZStsDIOa9R"
        "J8KmOrVQlcOIO7hPAcVvPLdOacZbPbRNz8dKPq1MMsk/P6RLkco4QJhK7ss2QYpJR804QnlInM5AQ2ZH7s9MRFBGPNFdRThF"
        "h9JzRh5EztOORwJDEdWuSORBUNbTScRAitf9SqI/wdgtTH4+89lhTVk9IduaTjE8S9zYTwk7cN0bUd85kd5jUrM4rd+wU4Y3"
        "xOACVVc21uFYVic15OKzV/Yz7OMTWcMy8OR4Wo8x7+XhW1kw6eZPXSIv3efBXuotzeg4YLAst+mzYXUrnOoyYzgqfOu1ZPoo"
        "V+w8ZrsnLO3HZ3km/O1WaTclx+7pavIjjO+AbKwiTPAabmQhB/G4bxsgvPFZcc8ea/L+coIdFvOmdDQcuvNRduMaWvT/d5EZ"
        "8/SweT4YiPVle+kWFvYcfZQVoPbWfj4UI/eTgOgSofdSgpQRGvgVhEEQjfjZhfEO+/igh6cNY/lqiWMMxfk2iysLIvoEjf8J"
        "efrUjvEIyvqnkAoIFvt8kkwHXPtSlLgGnfsrllAG2PsGmBYGDfzjmQsGPfzBmzIGZvyhnY0GivyDnx8HqfxnoeoHwfxMo/AI"
        "1PwzpTYK4fwbp6sL6PwFqT8N6fzxqu8O5PzerLUQ2vzMro8Syfy7sHoUs/yssnUWl/yetH8YdfyQtpcaTfyEuLscH/x5uuwe"
        "6/tvvCkhsvtmvnIjcvtewMclLftWwigo4vpPxJYqkvpIxhEtPPpByJgv4fk7yi4ygfk1zNI0G/kuzoU3sfgo0Eg6Q/gh0ho9"
        "0fcZ1P4/W/cQ1vRC4vYG2P1FZ/b52RlJ6/Xr20pMbvXa3ZJP8vTG3/BSevSu4WRWBfSR4/NZmPNu5ZldM/NF51lh3PIU6TFl"
        "lfLa6iFpYfKV7CZtRvJF7j9xR/Lp72Z1Z/J+8Zd5q/IG8859FPN+9AOCpPPo9TKGW/RE91WKOPWT+GeOOPbV+WmSW/cN+1OW"
        "nfg6/Caa/Plf/eOddPt9/oqhBP2U/xml"
    ),
    "viridis": (
        "WkQ/AVRUvUR1At5VG0W+A2RXdEUbBeZYyEWLBmRaGEYQCN1bY0aqCVJdqUZOC8Ne6kbjDC5gJ0drDpVhX0fpD/dikUdeEVRk"
        "v0fLEqxl6EczFP9mDUiWFUxoLEj0FpRpRkhPGNZqXEimGRJsbUj7GklteEhNHHpuf0idHaVvgUjrHspwf0g3IOhxd0iCIQFz"
        "a0jMIhN0WkgUJB91REhaJSV2KUigJiR3CkjlJx1450coKQ95v0drKvt5kkesK+F6YUftLL97LEcsLph88kZrL2l9tEaoMDV+"
        "c0blMfp+LUYhM7h/40VbNHCAlkWVNSKBRUXNNs6B8UQEOHOCmUQ6ORKDPkRvOqyD4EOjOz+Ef0PVPM2EG0MGPlWFtUI2P9iF"
        "S0JkQFWG4EGRQcyGckG9Qj+HAkHnQ6yHkEAQRRWIHEA4RnmIpj9eR9iILz+CSDOJtj6lSYmJPD7GStyJwT3mSyqKRj0FTXSK"
        "yTwhTruKSzw9T/6KzTtXUD2LTztvUXqL0DqGUrOLUTqbU+mL0jmvVByMUznCVU2M1DjTVnqMVTjjV6aM1zfxWM+MWTf+WfWM"
        "3DYJWxqNXzYUXDyN4zUdXV2NaDUlXnyN7jQrX5mNdDQxYLSN/DM1Yc2NhDM4YuaNDjM6Y/yNmDI7ZBKOJDI7ZSaOsDE6ZjmO"
        "PjE4Z0uOzTA1aFuOXTAxaWuO7i8sanmOgC8na4eOFC8hbJOOqC4abZ+OPi4SbqmO1C0Kb7OOay0BcLyOBC34cMSOnSzuccuO"
        "NyzkctGO0ivZc9aObivNdNqOCivBdd6Opyq1duCORSqpd+KO4ymceOKOgimPeeKOISmBeuCOwShze92OYShmfNmOAShYfdSO"
        "oidJfs6OQyc7f8aO5CYsgL2OhSYegbOOJyYPgqeOySUAg5qObCXyg4uODyXjhHuOsiTUhWmOViTFhlWO+iO2hz+OnyOniCeO"
        "RSOZiQ6O6yKKivKNlCJ7i9SNPSJsjLSN6CFdjZKNlCFPjm2NQyFAj0aN9CAykB2NqCAjkfGMXyAUksKMGiAGk5CM2B/3k1yM"
        "mx/plCWMYx/aleuLMB/Mlq2LAx+9l22L3R6vmCqLvh6gmeOKpx6RmpmKmB6Cm0uKkh5znPqJlh5knaaJpB5Vnk6Jvh5Fn/KI"
        "4h42oJKIEx8moS+IUB8WosiHmh8Fo1yH8R/1o+2GVyDkpHqGyiDSpQOGTCHApoiF3CGupwiFeyKcqISEKSOJqfyD5SN1qm+D"
        "ryRhq96CiCVMrEmCcCY3ra+BZSchrhGBaSgLr26Aeinzr8Z/mCrbsBp/wyvCsWl++yypsrR9Py6Os/l8jy9ztDp86zBXtXZ7"
        "UjI6tq56xDMbt+B5QTX8tw55yDbcuDZ4Wji6uVp39TmYunl2mjt0u5N1Rz1PvKh0/j4ovbdzvkABvsJyhkLYvshxVkStv8lw"
        "LkaCwMVvD0hUwbtu9kklwq1t5kv1wpls3E3Dw4Fr2k+PxGNq31FaxUFp6lMjxhlo/FXqxuxmFVivx7plNFpzyINkWVw0yUdj"
        "hF70yQZitmCxysBg7WJty3VfKmUnzCVebGfezNBctGmTzXZbAmxGzhZaVG73zrJYrHCmz0lXCXNS0NtVa3X80GlU0nek0fFS"
        "PXpJ0nVRrXzs0vRPIn+N025OmoEq1ORMGITG1FZLmYZf1cJJHon11StIp4uJ1o9GNI4a1+9ExJCp10xDWJM12KRB7pW+2Pk/"
        "iJhF2Us+JZvJ2Zk8xZ1K2uQ6Z6DJ2i05C6NF23Q3sqW/27k1W6g23P0zBaur3EAysa0d3YMwXrCN3ccuDLP73Qwtu7Vm3lQr"
        "a7jO3qApG7s13/Eny72Z30kme8D836okKsNc4BYj2cW74JAhh8gY4RogM8tz4bke3s3N4W4dh9Al4kAcLtN84jEb09XS4kca"
        "dtgn44YZFtt64/MYst3N45AYTOAg5GIY4uJy5GoYdOXD5KkYA+gU5R8Zjupl5cgZFO235aQalu8I5q4bFPJZ5uMcjvSr5j4e"
        "Avf+5rofcvlR51Yh3vuk5wwjRf7559kk"
    ),
    "turbo": (
        "oDBfEm874DFZFfFCFjNRGE1KQzRFG4VRZzU2HphYgTYlIYZfkjcQJE5mmjj4JvJsmTneKXJzjzrALMx5fDufLwKAXjx8MhOG"
        "OT1VNf6LCj4rOMWR0j7+OmeXkD/OPeScRkCbQDyi8kBlQ3CnlUEsRn6sL0LwSGixwEKxSyy2R0NvTsy6xUMrUUa/OkTjU53D"
        "pkSXVs7HCUVJWdrLYkX4W8LPs0WkXoTT+UVNYSLXOEbzY5rabEaVZu7dmEY1aR3hukbSayfk1EZsbgzn40YCcczp6kaWc2js"
        "6EYmdt7u3Ea0eC/xx0Y/e1zzqkbHfWT1gkZLgEf3UkbMggX5GEZLhZ760UXIhw78ZEVHikL9zkTJjDb+E0ROj+7+NEPVkWr/"
        "NUJflK7/FkHplrv/3D90mZP/iD7/mzj/Hj2Knq3+njsVofT9DTqdow79azglpv77vTaqqMX6AzUtq2b5QTOsreT3eTEosD72"
        "ri+fsnn04i0StZbyFyx/t5bwUCrouX3ujyhKvEzs2CalvgXqKyX5wKvnjCNFwz/l/iGKxcPigiDGxzrgGx/4yaXdzB0izAfb"
        "lhxBzmHYfRtV0LfVgxpf0gnTqxld1FrQ9hhO1qzNZxg02AHLARgL2lrIxhfW27vFuReT3SXD3BdC35vAMhjh4B6+vBhw4rC7"
        "fhnw41O5ehpf5Qq3sBvD5ru0Hh0f6E6ywR5z6cSvmSDA6h+toCIF7GGq1yRC7YunOid37qCkxymj76GhfCzG8I+eVi/g8Wyb"
        "VDLx8juYcjX58/2Urzj49LORBzzs9V+Oez/X9gOLBUO396GHpkaN+DuEWUpZ+dKAHU4a+mh971HP+v55zVV6+5d2tVkZ/DRz"
        "pV2s/Ndvm2E0/YJsk2Ww/TZpi2kf/vRlg22C/sBidnHZ/ppfYnUi/4RcR3le/4FZIX2O/5FW7YCw/7dTqoTE//NQVYjK/0lO"
        "7IvC/7pLbY+s/0ZJ1ZKH//FGIpZU/7tEUpkS/6hCYpzA/rdAUJ9g/uw+G6Lv/Uc9xKRv/co7aKfc/HU6Dqo4/EQ5s6yC+zc4"
        "WK+6+k03+7Hh+YM2nbT4+Nc1PLf/90k12Ln29tY0cLze9X00BL+39D00lMGC8xQ0HcQ+8v8zocbt8P4zHsmP7w80lMsk7jA0"
        "As6s7GA0aNAp6500xdKb6eU0GNUA6Dc1Yddc5pI1n9mt5PM10tv04lk2+d0y4cM2E+Bm3y43IOKT3Zo3IOS22wM4EObS2Ws4"
        "8ufm1804xen01Sk5h+v70305Oe370cc52e72zwc6Z/DszTk64/Hcy146TPPJyXI6ofSxx3Y64vWVxWU6Dvd1w0A6JPhTwQQ6"
        "Jfkvv7E5DvoIvUQ54Prhurs4nvutuBw4SPxmtmw34PwLtK02Zv2dsd812v0frwI1Pf6QrBc0j/7yqSAzzv5Fpx4y/f6MpBAx"
        "HP/GofgvKv/1ntcuKP8ZnK0tFv80mXss9P5HlkMrwv5TkwQqgv5ZkMAoMv5YjXgn1P1UiismZ/1Oh9wk7PxEhIojY/w5gTgi"
        "zPsvfuUgJ/sle5IfdfodeEAetvkYdfEc6vgWcqQbEvgab1oaLfcjbBUZPPYyadUXP/VKZpsWN/RrY2gVI/OWYD0UA/LLXRoT"
        "2vAMWwASpe9aWPAQZe62VesPHO0hU/EOyeucUAQObOooTiUNBenGS1MMled2SZALHOY6R90KmeQSRTkKDOPzQpwJcuHbQAMJ"
        "zN/JPnEIGt6/POQHXNy9OlwHktrBONoGu9jNNl4G2dbgNOcF69T5MnUF8NIbMQgF6tBDL6IE2M5yLUAEucypK+QDj8rnKY0D"
        "WMgsKDwDFcZ5JvACx8PMJKoCbMEnI2kCBL+IIS4CkrzxH/gBE7phHscBh7fYHJwB8LRXG3YBTbLcGVYBnq9pGDsB46z9FiYB"
        "G6qZFRYBSKc7FAsBaaTkEgcBfaGVEQcBhZ5NEA0BgpsMDxgBcpjSDSkBVpWgDD8BLpJ0C1sB+45QCnsBu4szCaIBb4gdCM4B"
        "F4UOB/8Bs4EHBjYCQ34GBXICx3oNBLMC"
    ),
}
"""Each map as base64 of 256 little-endian 16-bit triples r, g, b."""
